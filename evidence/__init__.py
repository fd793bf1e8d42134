"""The evidence store: files as they were filed, by their hash, sealed at rest, read by class."""
