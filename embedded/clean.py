"""``python -m embedded.clean``: removes the data folder, unless a stack runs in it.

Standard library only, so that it works without the virtual environment.
"""

import argparse
import shutil
import sys
from pathlib import Path

from embedded.lock import FolderInUse, folder_lock


def main() -> int:
    """Remove the folder; exit code 0 if it is gone, 3 if a stack runs in it."""
    parser = argparse.ArgumentParser(prog="python -m embedded.clean")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder.absolute()
    if not folder.is_dir():
        print(f"There is no {folder}.")
        return 0
    try:
        with folder_lock(folder):
            shutil.rmtree(folder)
    except FolderInUse as refusal:
        print(f"Refused: {refusal}; end it first.", file=sys.stderr)
        return 3
    print(f"Removed {folder}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
