"""The pauses, and what ends in the dead letters."""

from datetime import timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.errors import Missing, Refused, Unavailable
from askpro.ports.job_attempts import (
    LONGEST_ERROR,
    LONGEST_PAUSE,
    growing_pause,
    in_one_line,
    pause_after,
)
from askpro.ports.jobs import MOST_ATTEMPTS


@attrs.define
class ClosedOnSundays(Refused):
    """We are closed on Sundays."""


def test_the_pauses_are_those_of_the_table() -> None:
    pause = growing_pause(lambda: 0.5)

    seconds = [pause(attempt).total_seconds() for attempt in range(1, MOST_ATTEMPTS)]

    assert seconds == [1, 4, 16, 64, 256, 1024, 3600]


@given(attempt=st.integers(1, 1000), chance=st.floats(0, 1, exclude_max=True))
def test_a_pause_strays_by_a_quarter_at_most(attempt: int, chance: float) -> None:
    middle = growing_pause(lambda: 0.5)(attempt)

    pause = growing_pause(lambda: chance)(attempt)

    assert middle * 0.75 <= pause <= middle * 1.25
    assert pause <= LONGEST_PAUSE * 1.25


@pytest.mark.parametrize("error", [Unavailable(), ValueError(), KeyError("x")])
def test_what_may_pass_is_tried_as_often_as_allowed(error: Exception) -> None:
    pauses = [
        pause_after(error, attempt, growing_pause(lambda: 0)) is not None for attempt in range(1, 9)
    ]

    assert pauses == [True] * 7 + [False]


@pytest.mark.parametrize("error", [ClosedOnSundays(), Refused(), Missing()])
def test_what_is_refused_or_missing_is_never_tried_again(error: Exception) -> None:
    assert pause_after(error, 1, lambda _: timedelta(0)) is None


def test_an_error_becomes_its_class_and_first_line() -> None:
    assert in_one_line(ClosedOnSundays()) == "ClosedOnSundays: We are closed on Sundays."
    assert in_one_line(ValueError("\n one\0\ntwo")) == "ValueError: one"


@given(st.text())
def test_no_error_is_too_long_to_be_kept(said: str) -> None:
    line = in_one_line(ValueError(said))

    assert len(line) <= LONGEST_ERROR
    assert "\0" not in line
