"""What travels between our programs and the services: TLS, certificates on both sides, keys."""
