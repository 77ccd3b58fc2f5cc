"""Extending what a running call keeps, and warning of its end."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.reservation import (
    BeyondReservation,
    Extending,
    ReservationEnded,
    capture,
    expire,
    extend,
    meet,
    next_extension,
    void,
)
from askpro.domain.billing.wallet import Keeping, Reservation
from askpro.domain.ids import OrganisationId
from askpro.testing.world import NOON, minutes, some_id

END = NOON + minutes(5)
KEPT = Reservation("call:1", OrganisationId(some_id()), 200, END)
RULES = st.builds(Extending, st.integers(1, 400), st.integers(1, 120), st.integers(1, 120))


def seconds(number: int) -> timedelta:
    return timedelta(seconds=number)


def test_extending_adds_money_and_never_takes_time_away() -> None:
    longer = extend(KEPT, 50, END + minutes(5), NOON)
    shorter = extend(KEPT, 50, NOON + minutes(1), NOON)

    assert (longer.cents, longer.expires_at) == (250, END + minutes(5))
    assert (shorter.cents, shorter.expires_at) == (250, END)


def test_capturing_takes_what_was_used_and_releases_the_rest() -> None:
    ended = capture(KEPT, 150, NOON)

    assert (ended.keeping, ended.captured_cents, ended.released_cents) == (
        Keeping.CAPTURED, 150, 50,
    )  # fmt: skip


def test_capturing_more_than_is_kept_is_refused_with_both_amounts() -> None:
    with pytest.raises(BeyondReservation) as refused:
        capture(KEPT, 201, NOON)

    assert (refused.value.kept_cents, refused.value.wanted_cents) == (200, 201)
    assert capture(KEPT, 200, NOON).released_cents == 0


def test_a_reservation_expires_at_its_instant_and_says_so() -> None:
    just_before = END - timedelta(microseconds=1)

    assert expire(KEPT, just_before) == KEPT
    assert expire(KEPT, END).keeping is Keeping.EXPIRED
    assert capture(KEPT, 1, just_before).captured_cents == 1
    with pytest.raises(ReservationEnded) as refused:
        capture(KEPT, 1, END)
    assert refused.value.ended_as is Keeping.EXPIRED
    with pytest.raises(ReservationEnded):
        extend(expire(KEPT, END), 1, END + minutes(5), NOON)


def test_a_call_that_ends_too_late_is_paid_from_the_wallet_alone() -> None:
    ended, beyond = meet(KEPT, 260, END)

    assert (ended.keeping, ended.captured_cents, beyond) == (Keeping.EXPIRED, 0, 260)
    assert meet(KEPT, 260, NOON)[1] == 60
    assert meet(KEPT, 60, NOON)[1] == 0


@pytest.mark.parametrize("ended", [void(KEPT, NOON), capture(KEPT, 1, NOON)])
def test_a_call_is_met_once(ended: Reservation) -> None:
    with pytest.raises(ReservationEnded) as refused:
        meet(ended, 1, NOON)

    assert refused.value.ended_as is ended.keeping


def test_it_is_too_early_until_the_lead_is_reached() -> None:
    early = next_extension(NOON, NOON + seconds(61), None)
    due = next_extension(NOON, NOON + seconds(60), None)

    assert (early.seconds, early.look_again_at) == (0, NOON + seconds(1))
    assert (due.seconds, due.look_again_at) == (300, NOON + seconds(300))


def test_the_last_extension_takes_what_is_left_and_the_end_is_announced() -> None:
    last = next_extension(NOON, NOON + seconds(60), 100)
    near = next_extension(NOON, NOON + seconds(60), 0)

    assert (last.seconds, last.left_seconds, last.warn, last.look_again_at) == (
        100, 160, False, None,
    )  # fmt: skip
    assert (near.seconds, near.left_seconds, near.warn, near.look_again_at) == (0, 60, True, None)
    assert next_extension(NOON, NOON + seconds(61), 0).warn is False
    assert next_extension(NOON, NOON + seconds(60), 300).look_again_at is None


@pytest.mark.parametrize("command", [capture, meet])
def test_nothing_below_nothing_is_captured(command: Callable[..., object]) -> None:
    with pytest.raises(AssertionError):
        command(KEPT, -1, NOON)


def test_a_late_look_reserves_the_lag_as_well() -> None:
    late = next_extension(NOON, NOON - seconds(30), None)

    assert late.seconds == 300 + 60 + 30
    assert late.look_again_at == NOON + seconds(300)


def test_what_is_long_over_leaves_no_seconds() -> None:
    look = next_extension(NOON, NOON - seconds(500), 100)

    assert (look.seconds, look.left_seconds, look.warn) == (100, 0, True)


@given(RULES, st.integers(-500, 500), st.none() | st.integers(0, 2000))
def test_an_extension_is_affordable_and_the_next_look_lies_ahead_of_the_end(
    rule: Extending, ahead: int, affordable: int | None
) -> None:
    covered_until = NOON + seconds(ahead)

    look = next_extension(NOON, covered_until, affordable, rule)

    assert affordable is None or 0 <= look.seconds <= affordable
    if look.look_again_at is not None:
        assert NOON < look.look_again_at <= covered_until + seconds(look.seconds)
    else:
        assert look.seconds == affordable
    if look.left_seconds is not None and affordable is not None:
        assert look.left_seconds == max(ahead + affordable, 0)
        assert look.warn is (look.left_seconds <= rule.warn_seconds)
    else:
        assert affordable is None
        assert not look.warn


@given(st.integers(0, 3000), RULES)
def test_a_call_that_is_looked_at_in_time_lasts_exactly_what_the_chain_can_pay(
    affordable: int, rule: Extending
) -> None:
    now, covered_until, left = NOON, NOON + seconds(rule.step_seconds), affordable

    for _ in range(affordable + 2):
        look = next_extension(now, covered_until, left, rule)
        covered_until, left = covered_until + seconds(look.seconds), left - look.seconds
        if look.look_again_at is None:
            break
        now = look.look_again_at

    assert left == 0
    assert covered_until == NOON + seconds(rule.step_seconds + affordable)
