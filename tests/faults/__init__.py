"""Parts of the system are killed in the middle of a case."""
