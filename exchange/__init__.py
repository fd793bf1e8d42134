"""What other systems tell this one, and what they are told: CloudEvents in, signed webhooks out."""
