"""The workflow on a real Temporal server, over virtual months."""
