"""The command line's own parts: who speaks, what is printed, which exit code."""
