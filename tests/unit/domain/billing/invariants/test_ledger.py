"""Invariants 1 to 7 and 9, as far as they need no storage."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from askpro.domain.billing.checkpoint import Checkpoint
from askpro.domain.billing.closing import Closing, PeriodClosed
from askpro.domain.billing.journal import Journal, SourceKeyTaken
from askpro.domain.billing.ledger import (
    Account,
    AlreadyReversed,
    Entry,
    NoSuchTransaction,
    Purpose,
    Transaction,
    balances,
)
from askpro.domain.billing.seal import seal, verify
from askpro.domain.ids import OrganisationId, TransactionId
from askpro.domain.money import Currency
from askpro.testing.billing_strategies.wallets import ACCOUNTS, histories, instants, transactions
from askpro.testing.world import NOON, some_id


def a_journal(posted: tuple[Transaction, ...]) -> Journal:
    journal = Journal()
    for transaction in posted:
        journal.post(transaction)
    return journal


def new_id() -> TransactionId:
    return TransactionId(some_id())


def without_zeros(journal: Journal) -> dict[Account, int]:
    return {account: cents for account, cents in journal.balances().items() if cents}


@given(st.lists(st.tuples(st.sampled_from(ACCOUNTS), st.sampled_from(Currency),
                          st.integers(-3, 3)), max_size=5))  # fmt: skip
def test_01_a_transaction_has_two_entries_none_empty_and_sums_to_nothing_per_currency(
    lines: list[tuple[Account, Currency, int]],
) -> None:
    entries = tuple(
        Entry(attrs.evolve(account, currency=currency), cents) for account, currency, cents in lines
    )
    sums = {c: sum(cents for _, one, cents in lines if one is c) for c in Currency}
    is_right = len(lines) >= 2 and all(cents for _, _, cents in lines) and not any(sums.values())

    def make() -> Transaction:
        return Transaction(new_id(), "k", NOON, NOON, "", entries)

    if is_right:
        assert make().entries == entries
    else:
        with pytest.raises(ValueError, match=r"two entries|moves something|sum to nothing"):
            make()


@given(histories(), st.data())
def test_02_all_balances_sum_to_nothing_after_every_step(
    posted: tuple[Transaction, ...], data: st.DataObject
) -> None:
    journal = Journal()

    for transaction in posted:
        journal.post(transaction)
        assert sum(journal.balances().values()) == 0
        if data.draw(st.booleans()):
            journal.reverse(transaction.id, new_id=new_id(), now=NOON)
            assert sum(journal.balances().values()) == 0


@given(histories(), instants(), st.integers(0, 8), st.integers(0, 8))
def test_03_a_balance_is_the_sum_of_its_entries_at_every_instant_and_from_every_checkpoint(
    posted: tuple[Transaction, ...], as_of: datetime, first: int, more: int
) -> None:
    journal = a_journal(posted)

    shown = journal.balances(as_of)
    known = Checkpoint().plus(posted[:first]).plus(posted[first : first + more])
    reached = known.plus(posted[first + more :])

    for account in ACCOUNTS:
        entries = [
            entry.cents
            for one in posted
            if one.posted_at <= as_of
            for entry in one.entries
            if entry.account == account
        ]
        assert shown.get(account, 0) == sum(entries)
        assert reached.balance(account) == balances(posted).get(account, 0)
    assert reached == Checkpoint().plus(posted)
    assert reached.sequence == len(posted)


@given(histories().filter(bool), transactions(500), st.data())
def test_04_a_refused_command_changes_nothing(
    posted: tuple[Transaction, ...], other: Transaction, data: st.DataObject
) -> None:
    journal = a_journal(posted)
    taken = data.draw(st.sampled_from(posted))
    reversal = journal.reverse(taken.id, new_id=new_id(), now=NOON)
    assume(not taken.same_posting(attrs.evolve(other, source_key=taken.source_key)))
    before = journal.transactions, journal.balances()

    with pytest.raises(SourceKeyTaken):
        journal.post(attrs.evolve(other, source_key=taken.source_key))
    with pytest.raises(AlreadyReversed):
        journal.reverse(taken.id, new_id=new_id(), now=NOON)
    with pytest.raises(AlreadyReversed):
        journal.post(attrs.evolve(reversal, id=new_id(), source_key="by hand"))
    with pytest.raises(NoSuchTransaction):
        journal.reverse(new_id(), new_id=new_id(), now=NOON)
    with pytest.raises(NoSuchTransaction):
        journal.post(attrs.evolve(other, reverses=new_id()))
    journal.closing = Closing(closed_until="2030-01")
    with pytest.raises(PeriodClosed):
        journal.post(other)

    assert (journal.transactions, journal.balances()) == before


@given(histories().filter(bool), st.data())
def test_05_a_reversal_restores_every_balance_and_can_itself_be_reversed_once(
    posted: tuple[Transaction, ...], data: st.DataObject
) -> None:
    taken = data.draw(st.sampled_from(posted))
    others = a_journal(tuple(one for one in posted if one is not taken))
    journal = a_journal(posted)
    whole = without_zeros(journal)

    reversal = journal.reverse(taken.id, new_id=new_id(), now=NOON)
    without = without_zeros(journal)
    again = journal.reverse(reversal.id, new_id=new_id(), now=NOON)

    assert without == without_zeros(others)
    assert without_zeros(journal) == whole
    assert journal.lineage(again.id) == (again, reversal, taken)
    assert len({again.id, reversal.id, taken.id}) == 3
    for id in (taken.id, reversal.id):
        with pytest.raises(AlreadyReversed):
            journal.reverse(id, new_id=new_id(), now=NOON)


def mutations(of: Transaction) -> dict[str, Transaction]:
    """The transaction with each of its fields changed by the least."""
    first, second, *rest = of.entries
    other = OrganisationId(UUID(int=77))

    def first_account(**change: object) -> tuple[Entry, ...]:
        account = attrs.evolve(first.account, **change)  # type: ignore[arg-type]
        return (Entry(account, first.cents), second, *rest)

    purpose = Purpose.TAX
    lines = {
        "organisation": first_account(organisation_id=other),
        "purpose": first_account(purpose=purpose),
        "cents": (
            Entry(first.account, 2 * first.cents),
            Entry(second.account, second.cents),
            Entry(first.account, -first.cents),
            *rest,
        ),
        "order": (second, first, *rest),
    }
    changed = {name: attrs.evolve(of, entries=entries) for name, entries in lines.items()}
    euros = tuple(
        attrs.evolve(entry, account=attrs.evolve(entry.account, currency=Currency.CHF))
        for entry in of.entries
    )
    return changed | {
        "currency": attrs.evolve(of, entries=euros),
        "source_key": attrs.evolve(of, source_key=of.source_key + "0"),
        "text": attrs.evolve(of, text=of.text + " "),
        "occurred_at": attrs.evolve(of, occurred_at=of.occurred_at + timedelta(microseconds=1)),
        "posted_at": attrs.evolve(of, posted_at=of.posted_at - timedelta(microseconds=1)),
        "reverses": attrs.evolve(of, reverses=TransactionId(UUID(int=9))),
        "moved border": attrs.evolve(
            of, source_key=of.source_key + of.text[:1], text=of.text[1:] + "x"
        ),
    }


@given(histories().filter(bool), st.data())
def test_06_recomputing_gives_the_stored_head_and_any_changed_field_is_found(
    posted: tuple[Transaction, ...], data: st.DataObject
) -> None:
    seals = seal(None, posted)
    by_id = {transaction.id: transaction for transaction in posted}
    sealed = [(one, by_id[one.transaction_id]) for one in seals]
    place = data.draw(st.integers(0, len(sealed) - 1))
    link, truth = sealed[place]

    assert verify(sealed, head=seals[-1]) is None

    for name, forged in mutations(truth).items():
        if forged == truth:
            assert name == "order"  # of two equal entries
            continue
        fault = verify([*sealed[:place], (link, forged), *sealed[place + 1 :]])
        assert fault is not None, name
        assert fault.sequence == link.sequence


@given(transactions(1), instants(), st.randoms(), st.integers(1, 4))
def test_07_a_replay_is_the_first_and_another_payload_a_conflict(
    transaction: Transaction, later: datetime, random: Random, replays: int
) -> None:
    entries = random.sample(transaction.entries, len(transaction.entries))
    replay = attrs.evolve(
        transaction, id=new_id(), posted_at=later, occurred_at=later, entries=tuple(entries)
    )
    other = attrs.evolve(
        transaction, entries=tuple(Entry(one.account, -one.cents) for one in entries)
    )
    assume(not other.same_posting(transaction))
    journal = Journal()

    first = journal.post(transaction)
    answers = [journal.post(attrs.evolve(replay, id=new_id())) for _ in range(replays)]

    assert answers == [first] * replays
    assert journal.transactions == (transaction,)
    with pytest.raises(SourceKeyTaken):
        journal.post(other)
