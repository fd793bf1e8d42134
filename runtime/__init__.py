"""What every process of ours needs first: settings, a connection, the sandbox, logs.

Imports nothing of ours, so that every other room may stand on it.
"""
