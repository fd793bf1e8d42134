"""A process whose clock jumps while it runs, by Debian's libfaketime; seconds go on as they do."""

from datetime import timedelta
from pathlib import Path


class FakedTime:
    """The clock of the processes that have this environment."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "faked-time"
        self.jump(timedelta(0))

    @property
    def environment(self) -> dict[str, str]:
        """What such a process has in its environment."""
        found = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
        assert found, "libfaketime is not installed: see `make faults`"
        return {
            "LD_PRELOAD": str(found[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            # What counts seconds is no clock that somebody sets; two names, by version.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
        }

    def jump(self, by: timedelta) -> None:
        """Let the clock show another time from now on: so much ahead of the true one."""
        draft = self._file.with_suffix(".draft")
        draft.write_text(f"{by.total_seconds():+.0f}\n")
        draft.replace(self._file)
