"""How often Python looks for objects that only hold each other, in a program that serves.

By default it looks after every 700 new objects, and every so often through all that is loaded and
kept. A case with many events is some 20,000 objects, so that every fourth reader of such a case
waited a tenth or two of a second for it. What was loaded stays as long as the program does, and is
not looked through again.
"""

import gc

NEW_OBJECTS = 10_000
"""After so many new ones the newest are looked through; older ones after ten times as many."""


def collect_seldom() -> None:
    """Look less often, and never again through what is loaded by now."""
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])
