"""One revision for each SQL file."""
