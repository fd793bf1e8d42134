"""What is wrong with a setting, and how ours are named; apart, so that parts of them may say it."""

PREFIX = "RESUMPTION_"


class SettingsError(Exception):
    """A setting is missing or wrong. The message is one line that names it and quotes no value."""
