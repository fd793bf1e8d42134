"""The schema, step by step: numbered SQL files, and the revisions that run them."""
