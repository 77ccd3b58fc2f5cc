"""Which exit code a refusal has: one table for the whole command line."""

from collections.abc import Mapping

from askpro.domain.errors import Missing, Refused, Unavailable, WorldError

FOUND_FAULTS = 1
WRONG_USAGE = 2


class WrongUsage(Exception):  # not of the world: whoever typed it can do better
    """The command line or the settings are wrong; the text says how to put it right."""


EXIT_CODES: Mapping[type[Exception], int] = {
    WrongUsage: WRONG_USAGE,
    Refused: 3,
    Missing: 4,
    Unavailable: 5,
}


def exit_code(error: WorldError | WrongUsage) -> int:
    """The code of the error's family."""
    return next(code for family, code in EXIT_CODES.items() if isinstance(error, family))
