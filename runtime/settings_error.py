"""What every reader of settings raises."""


class SettingsError(Exception):
    """A setting is missing or wrong. The message is one line that names it and quotes no value."""
