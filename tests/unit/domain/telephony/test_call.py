"""A call put together from events in any order."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import permutations
from uuid import UUID

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.ids import BranchId, CallId, OrganisationId
from askpro.domain.telephony.call import (
    Call,
    CallReport,
    CallStatus,
    Envelope,
    first_seen,
)

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
COMPANY = OrganisationId(UUID(int=1))
ENVELOPE = Envelope(CallId("call_1"), "+493012345678", "+4915112345678", started_at=NOON)

STARTED = CallReport(ENVELOPE, "call_started", CallStatus.ONGOING)
ENDED = CallReport(
    ENVELOPE,
    "call_ended",
    CallStatus.ENDED,
    ended_at=NOON + timedelta(seconds=90.5),
    length_ms=90_500,
    reason="user_hangup",
    transcript="Agent: Guten Tag",
)
ANALYSED = attrs.evolve(
    ENDED,
    event="call_analyzed",
    cost_cents=Decimal("25.6416"),
    summary="Ein Termin.",
    successful=True,
)


def ringing() -> Call:
    return first_seen(ENVELOPE, NOON, COMPANY, BranchId(UUID(int=2)))


def after(*reports: CallReport) -> Call:
    call = ringing()
    for report in reports:
        call = call.told(report)
    return call


@pytest.mark.parametrize("order", list(permutations([STARTED, ENDED, ANALYSED])))
def test_the_order_of_events_does_not_matter(order: tuple[CallReport, ...]) -> None:
    assert after(*order) == after(STARTED, ENDED, ANALYSED)


reports = st.builds(
    CallReport,
    envelope=st.just(ENVELOPE),
    event=st.just("any"),
    status=st.none() | st.sampled_from(CallStatus),
    ended_at=st.none() | st.just(NOON),
    length_ms=st.none() | st.integers(-5, 10_000_000),
    reason=st.none() | st.sampled_from(["user_hangup", "other"]),
    cost_cents=st.none() | st.decimals(0, 1000, places=4),
    transcript=st.none() | st.text(max_size=5),
    summary=st.none() | st.text(max_size=5),
    successful=st.none() | st.booleans(),
)


@given(st.lists(reports, max_size=5), reports)
def test_what_is_known_is_never_unlearned(before: list[CallReport], news: CallReport) -> None:
    known = after(*before)

    later = known.told(news)

    for field in attrs.fields(Call):
        old, new = getattr(known, field.name), getattr(later, field.name)
        if field.name != "status" and old is not None:
            assert new == old, field.name


@given(st.lists(reports, max_size=5))
def test_hearing_it_all_again_changes_nothing(told: list[CallReport]) -> None:
    assert after(*told, *told) == after(*told)


@given(st.lists(reports, min_size=1, max_size=6))
def test_a_call_never_falls_back_to_an_earlier_state(told: list[CallReport]) -> None:
    ranks = list(CallStatus)
    call = ringing()
    for report in told:
        before, call = call, call.told(report)
        assert ranks.index(call.status) >= ranks.index(before.status)


def test_a_lost_call_that_ends_after_all_has_ended() -> None:
    lost = CallReport(ENVELOPE, "lost", CallStatus.LOST)

    assert after(lost, ENDED).status is CallStatus.ENDED
    assert after(ENDED, lost).status is CallStatus.ENDED
    assert after(lost, STARTED).status is CallStatus.LOST


@pytest.mark.parametrize(("length_ms", "seconds"), [(0, 0), (1, 1), (90_500, 91), (60_000, 60)])
def test_begun_seconds_count(length_ms: int, seconds: int) -> None:
    assert after(attrs.evolve(ENDED, length_ms=length_ms)).billable_seconds == seconds


def test_a_call_that_never_connected_has_no_seconds_to_bill() -> None:
    call = after(CallReport(ENVELOPE, "call_ended", CallStatus.ENDED, reason="dial_no_answer"))

    assert call.length_seconds == 0
    assert call.billable_seconds == 0


def test_only_an_ended_call_of_somebody_is_billed_and_only_once() -> None:
    assert not after(STARTED).to_be_billed
    assert after(ENDED).to_be_billed
    assert not attrs.evolve(after(ENDED), organisation_id=None).to_be_billed
    assert not attrs.evolve(after(ENDED), billed_at=NOON).to_be_billed


def test_an_unknown_cost_stays_unknown_until_it_is_told() -> None:
    assert after(STARTED, ENDED).cost_cents is None
    assert after(STARTED, ENDED, ANALYSED).cost_cents == Decimal("25.6416")
