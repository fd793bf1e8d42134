"""Histories of cases as they once ran, replayed with the code as it is now."""
