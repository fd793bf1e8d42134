"""Forms: made of a command's model, filled from the case, read back into a command's body."""
