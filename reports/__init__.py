"""Reports on record data: pure, from events; as text, as HTML with plots, and as CSV."""
