"""The chain of seals, and closing a month."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.closing import (
    ClosesOutOfOrder,
    Closing,
    PeriodClosed,
    PeriodStillRuns,
)
from askpro.domain.billing.ledger import Entry, Transaction
from askpro.domain.billing.seal import Break, Fault, Seal, canonical, seal, verify
from askpro.domain.ids import TransactionId
from askpro.testing.billing_strategies.wallets import ACCOUNTS, histories, transactions
from askpro.testing.world import BERLIN, NOON

Sealed = list[tuple[Seal, Transaction]]


def sealed(*batches: tuple[Transaction, ...]) -> Sealed:
    made: Sealed = []
    for batch in batches:
        by_id = {transaction.id: transaction for transaction in batch}
        for one in seal(made[-1][0] if made else None, batch):
            made.append((one, by_id[one.transaction_id]))
    return made


def some_sealed(number: int = 4) -> Sealed:
    """Transactions that differ in id and key only, a second apart."""
    return sealed(tuple(_plain(place + 1) for place in range(number)))


def _plain(number: int) -> Transaction:
    at = NOON + timedelta(seconds=number)
    entries = (Entry(ACCOUNTS[0], 400), Entry(ACCOUNTS[2], -400))
    return Transaction(TransactionId(UUID(int=number)), f"call:{number}", at, at, "Call", entries)


def test_the_bytes_are_those_that_are_documented() -> None:
    def field(content: bytes) -> bytes:
        return len(content).to_bytes(8, "big") + content

    transaction = _plain(1)
    owner = ACCOUNTS[0].organisation_id.bytes
    seconds = b"1795435201000000"
    expected = [
        b"askpro-ledger-1", UUID(int=1).bytes, b"", b"call:1", b"Call", seconds, seconds, b"2",
        owner, b"wallet", b"EUR", b"400", owner, b"revenue", b"EUR", b"-400",
    ]  # fmt: skip

    content = b"".join(field(part) for part in expected)
    link = seal(None, [transaction])[0]

    assert canonical(transaction) == content
    chained = field(b"1") + field(bytes(32)) + field(content)
    assert link == Seal(1, transaction.id, bytes(32), sha256(chained).digest())


@given(transactions(1), st.sampled_from(["Europe/Berlin", "America/New_York"]))
def test_the_same_instant_in_another_zone_has_the_same_bytes(
    transaction: Transaction, zone: str
) -> None:
    there = transaction.posted_at.astimezone(ZoneInfo(zone))

    assert canonical(attrs.evolve(transaction, posted_at=there)) == canonical(transaction)


@given(transactions(1), transactions(1))
def test_only_equal_transactions_share_their_bytes(one: Transaction, other: Transaction) -> None:
    assert (canonical(one) == canonical(other)) is (one == other)


@given(histories(), st.integers(0, 8))
def test_sealing_continues_in_batches_and_late_ones_go_last(
    posted: tuple[Transaction, ...], first: int
) -> None:
    made = sealed(posted[:first], posted[first:])

    assert verify(made) is None
    assert [link.sequence for link, _ in made] == list(range(1, len(posted) + 1))
    assert {link.transaction_id for link, _ in made[:first]} == {one.id for one in posted[:first]}
    assert seal(None, reversed(posted)) == seal(None, posted)
    if made[:first]:
        known = made[:first][-1][0]
        assert verify(made[first:], after=known) is None


def test_a_batch_is_sealed_by_time_and_then_by_id() -> None:
    one, two = _plain(1), _plain(2)
    twin = attrs.evolve(_plain(3), posted_at=one.posted_at)

    links = seal(None, [two, twin, one])

    assert [link.transaction_id for link in links] == [one.id, twin.id, two.id]


def test_every_kind_of_break_is_named_at_its_place() -> None:
    good = some_sealed()
    (first, a), (second, b), (third, c), (fourth, _) = good
    other_head = attrs.evolve(fourth, digest=bytes(32))

    assert verify(good, head=fourth) is None
    assert verify([good[0], good[2], good[3]]) == Fault(3, Break.GAP)
    assert verify(good[1:]) == Fault(2, Break.GAP)
    assert verify([(first, a), (second, c)]) == Fault(2, Break.OTHER_TRANSACTION)
    loose = attrs.evolve(second, previous=bytes(32))
    assert verify([(first, a), (loose, b)]) == Fault(2, Break.LINK)
    changed = attrs.evolve(c, text="Call!")
    assert verify([(first, a), (second, b), (third, changed)]) == Fault(3, Break.CHANGED)
    assert verify(good[:3], head=fourth) == Fault(4, Break.CUT_OFF)
    assert verify([], head=first) == Fault(1, Break.CUT_OFF)
    assert verify(good, head=other_head) == Fault(5, Break.CUT_OFF)
    assert verify([]) is None


def test_inserting_a_transaction_breaks_the_chain_behind_it() -> None:
    good = some_sealed(3)
    extra = seal(good[0][0], [_plain(9)])[0]

    forged = [good[0], (extra, _plain(9)), (attrs.evolve(good[1][0], sequence=3), good[1][1])]

    assert verify(forged) == Fault(3, Break.LINK)


def day(month: int, number: int, hour: int = 12) -> datetime:
    return datetime(2026, month, number, hour, tzinfo=UTC)


def test_a_closed_month_takes_no_posting_and_late_usage_counts_in_the_open_one() -> None:
    closing = Closing("2026-10", BERLIN)
    last_moment = datetime(2026, 10, 31, 22, 59, 59, tzinfo=UTC)

    with pytest.raises(PeriodClosed) as refused:
        closing.refuse_if_closed(last_moment)
    closing.refuse_if_closed(last_moment + timedelta(seconds=1))

    assert refused.value.period == "2026-10"
    assert closing.counts_in(last_moment, day(11, 3)) == "2026-11"
    assert closing.counts_in(day(11, 2), day(12, 3)) == "2026-11"
    assert not Closing().is_closed(last_moment)
    assert Closing().counts_in(last_moment, day(11, 3)) == "2026-10"


def test_months_are_closed_in_order_after_they_have_ended() -> None:
    closing = Closing("2026-10", BERLIN)

    with pytest.raises(PeriodStillRuns):
        closing.close("2026-11", day(11, 30, 22))
    with pytest.raises(ClosesOutOfOrder) as skipped:
        closing.close("2026-12", datetime(2027, 1, 5, tzinfo=UTC))
    november = closing.close("2026-11", day(11, 30, 23))

    assert skipped.value.expected == "2026-11"
    assert november.closed_until == "2026-11"
    assert november.close("2026-10", day(12, 1)) == november
    assert Closing("2026-12").next_period == "2027-01"
    assert Closing().next_period is None
    assert Closing().close("2026-07", day(11, 1)).closed_until == "2026-07"


@pytest.mark.parametrize("text", ["2026-13", "2026-1", "2026-00", "26-01", "2026-011"])
def test_what_is_no_month_closes_nothing(text: str) -> None:
    with pytest.raises(ValueError, match="closed_until"):
        Closing(text)
