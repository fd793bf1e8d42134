"""The record against a real PostgreSQL."""
