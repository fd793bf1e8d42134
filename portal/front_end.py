"""``python -m portal.front_end``: copies what pages need of the U.S. Web Design System.

From ``node_modules``, where ``make setup`` has put it, into ``portal/static/uswds``: style sheet,
fonts, symbols and licence; nothing is loaded from elsewhere when a page is shown.
"""

import shutil
import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
PACKAGE = _HERE.parent / "node_modules" / "@uswds" / "uswds"
STATIC = _HERE / "static"
_PARTS = ("css/uswds.min.css", "fonts/source-sans-pro", "fonts/merriweather", "img/usa-icons")


def main() -> int:
    """Copy; gives the exit code."""
    if not PACKAGE.is_dir():
        print("front_end: @uswds/uswds is not installed: run `make setup`", file=sys.stderr)
        return 2
    target = STATIC / "uswds"
    shutil.rmtree(target, ignore_errors=True)
    for part in _PARTS:
        source, place = PACKAGE / "dist" / part, target / part
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, place) if source.is_dir() else shutil.copy(source, place)
    shutil.copy(PACKAGE / "LICENSE.md", target / "LICENSE.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
