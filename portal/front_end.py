"""``python -m portal.front_end``: copies what pages need of packages from the npm registry.

From ``node_modules``, where ``make setup`` has put them, into ``portal/static``: of the U.S. Web
Design System style sheet, fonts, symbols and licence, of htmx its one script and licence; nothing
is loaded from elsewhere when a page is shown.
"""

import shutil
import sys
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).resolve().parent
MODULES = _HERE.parent / "node_modules"
STATIC = _HERE / "static"


class Package(NamedTuple):
    """A package, the folder in ``static`` that it gets, and its parts below ``dist``."""

    name: str
    folder: str
    licence: str
    parts: tuple[str, ...]


PACKAGES = (
    Package(
        "@uswds/uswds",
        "uswds",
        "LICENSE.md",
        (
            "css/uswds.min.css",
            "fonts/source-sans-pro",
            "fonts/merriweather",
            "img/usa-icons",
            "img/correct8.svg",
            "img/correct8-alt.svg",
        ),
    ),
    Package("htmx.org", "htmx", "LICENSE", ("htmx.min.js",)),
)


def main() -> int:
    """Copy; gives the exit code."""
    missing = [one.name for one in PACKAGES if not (MODULES / one.name).is_dir()]
    if missing:
        names = ", ".join(missing)
        print(f"front_end: not installed: {names}; run `make setup`", file=sys.stderr)
        return 2
    for package in PACKAGES:
        _copy(package)
    return 0


def _copy(package: Package) -> None:
    home, target = MODULES / package.name, STATIC / package.folder
    shutil.rmtree(target, ignore_errors=True)
    for part in package.parts:
        source, place = home / "dist" / part, target / part
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, place) if source.is_dir() else shutil.copy(source, place)
    shutil.copy(home / package.licence, target / package.licence)


if __name__ == "__main__":
    sys.exit(main())
