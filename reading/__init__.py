"""What somebody may read of cases, the same for every program."""
