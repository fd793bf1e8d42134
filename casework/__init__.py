"""The language of a case and its rules. Pure: time is an argument, effects are done elsewhere."""
