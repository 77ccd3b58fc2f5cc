"""What every queue makes of a failed attempt, so that all queues make the same of it.

    attempt      1     2     3      4      5       6        7      8
    then wait    1 s   4 s   16 s   64 s   4 min   17 min   1 h    dead letter

Each pause is stretched or shortened by up to a quarter, so that jobs that fell
together do not rise together.
"""

from collections.abc import Callable
from datetime import timedelta

from askpro.domain.errors import Missing, Refused
from askpro.ports.jobs import MOST_ATTEMPTS

LONGEST_PAUSE = timedelta(hours=1)
LONGEST_ERROR = 300
SILENT = "the worker fell silent in the middle of it"
"""The error of a job whose last attempt took its worker with it."""

Pause = Callable[[int], timedelta]
"""How long to wait after the attempt of this number, counted from 1, has failed."""


def growing_pause(chance: Callable[[], float]) -> Pause:
    """The pauses of the table above; ``chance`` gives numbers from 0 until below 1."""

    def pause(attempt: int) -> timedelta:
        whole_seconds = min(4 ** (attempt - 1), LONGEST_PAUSE // timedelta(seconds=1))
        return timedelta(seconds=whole_seconds) * (0.75 + chance() / 2)

    return pause


def pause_after(error: BaseException, attempt: int, pause: Pause) -> timedelta | None:
    """How long to wait before the next attempt, or None if there shall be none.

    What a rule refused or what is not there is the same the next time.
    """
    if attempt >= MOST_ATTEMPTS or isinstance(error, Refused | Missing):
        return None
    return pause(attempt)


def in_one_line(error: BaseException) -> str:
    """The error's class and the first line of what it says, at most 300 characters."""
    said = str(error).strip().partition("\n")[0]
    # PostgreSQL keeps no NUL, and a letter that cannot be kept would be lost.
    return f"{type(error).__name__}: {said}".replace("\0", "")[:LONGEST_ERROR]
