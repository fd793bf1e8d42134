"""The suite: one folder for each ring."""
