"""Where a browser goes on after a sign-in: a page of ours, whatever it was told."""

import re
from urllib.parse import urlsplit

HOME = "/"
"""Leads everybody to the page that he begins with."""

_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]*")
"""A path of this portal: one slash, then printable ASCII without backslashes."""


def local_path(wanted: str | None) -> str:
    """Return a path of this portal; anything that might lead elsewhere becomes the first page."""
    if wanted is None or len(wanted) > 500 or not _PATH.fullmatch(wanted):
        return HOME
    parts = urlsplit(wanted)
    return HOME if parts.scheme or parts.netloc else wanted
