"""The record: numbered, chained, and kept by PostgreSQL itself. The only room that speaks SQL."""
