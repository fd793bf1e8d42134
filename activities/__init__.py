"""What a workflow asks the world to do: thin, idempotent, keyed by what it means."""
