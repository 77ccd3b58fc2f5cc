"""Command lines as they can be typed, from the folder somebody stands in."""

import os
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

PROGRAM = "askpro"


Way = Callable[[Path], Path]
"""How a path is printed: ``near`` or ``whole``."""


def way_for(*paths: Path) -> Way:
    """One way for lines that name all of these: from here only where all of them lie below."""
    return near if all(whole(path).is_relative_to(Path.cwd()) for path in paths) else whole


def started_from() -> Path | None:
    """The file of this program, None where only its name is known."""
    started = Path(sys.argv[0])
    if started.name != PROGRAM:
        started = Path(sys.executable).parent / PROGRAM
    return started if started.is_file() else None


def program(way: Way | None = None) -> str:
    """This program: by its way from here where it lies below, else by its whole path."""
    started = started_from()
    return shlex.quote(str((way or near)(started))) if started else PROGRAM


def near(path: Path) -> Path:
    """The path from here where it lies below, else the whole one."""
    found, here = whole(path), Path.cwd()
    return found.relative_to(here) if found.is_relative_to(here) else found


def whole(path: Path) -> Path:
    """The path from the root, which works from anywhere."""
    return Path(os.path.normpath(path.absolute()))
