"""The portal: pages and HTTP API, on the desk and the record."""
