"""Command lines as they can be typed, from the folder somebody stands in."""

import os
import shlex
import sys
from pathlib import Path

PROGRAM = "askpro"


def program() -> str:
    """This program: by its way from here where it lies below, else by its whole path."""
    started = Path(sys.argv[0])
    if started.name != PROGRAM:
        started = Path(sys.executable).parent / PROGRAM
    if not started.is_file():
        return PROGRAM
    return shlex.quote(str(near(started)))


def near(path: Path) -> Path:
    """The path from here where it lies below, else the whole one."""
    whole, here = Path(os.path.normpath(path.absolute())), Path.cwd()
    return whole.relative_to(here) if whole.is_relative_to(here) else whole
