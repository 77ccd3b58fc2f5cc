"""Double entry."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.ledger import Account, Entry, Purpose, Transaction, balances
from askpro.domain.ids import OrganisationId, TransactionId
from askpro.domain.money import Currency, Money
from askpro.testing.world import NOON, minutes, some_id

ACCOUNTS = [Account(OrganisationId(some_id()), purpose) for purpose in Purpose for _ in range(2)]


def a_transaction(*entries: Entry) -> Transaction:
    return Transaction(TransactionId(some_id()), "call:1", NOON, NOON, "", entries)


@st.composite
def transactions(draw: st.DrawFn) -> Transaction:
    moved = draw(
        st.lists(
            st.tuples(st.sampled_from(ACCOUNTS), st.integers(-999, 999).filter(bool)),
            min_size=1,
            max_size=5,
        ).filter(lambda lines: sum(cents for _, cents in lines) != 0)
    )
    entries = [Entry(account, cents) for account, cents in moved]
    rest = Entry(draw(st.sampled_from(ACCOUNTS)), -sum(cents for _, cents in moved))
    return a_transaction(*entries, rest)


@given(st.lists(transactions(), max_size=10))
def test_all_balances_sum_to_nothing(posted: list[Transaction]) -> None:
    sums = balances(posted)

    assert sum(sums.values()) == 0
    for account in ACCOUNTS:
        entries = [entry for one in posted for entry in one.entries if entry.account == account]
        assert sums.get(account, 0) == sum(entry.cents for entry in entries)


@given(st.lists(transactions(), max_size=5), transactions())
def test_a_reversal_restores_every_balance(
    others: list[Transaction], transaction: Transaction
) -> None:
    reversal = transaction.reversed(TransactionId(some_id()), "reversal:1", NOON + minutes(1))

    before, after = balances(others), balances([*others, transaction, reversal])

    assert {account: cents for account, cents in after.items() if cents} == {
        account: cents for account, cents in before.items() if cents
    }
    assert reversal.source_key != transaction.source_key


@pytest.mark.parametrize(
    ("cents", "fault"),
    [((), "two entries"), ((5,), "two entries"), ((5, -4), "sum to nothing"),
     ((5, 0, -5), "moves something")],
)  # fmt: skip
def test_what_is_no_transaction_cannot_be_made(cents: tuple[int, ...], fault: str) -> None:
    entries = [Entry(account, part) for account, part in zip(ACCOUNTS, cents, strict=False)]

    with pytest.raises(ValueError, match=fault):
        a_transaction(*entries)


def test_each_currency_balances_by_itself() -> None:
    euros, dollars = ACCOUNTS[0], attrs.evolve(ACCOUNTS[1], currency=Currency.USD)

    with pytest.raises(ValueError, match="sum to nothing"):
        a_transaction(Entry(euros, 5), Entry(dollars, -5))


def test_of_tells_what_an_organisation_is_left_with() -> None:
    one, other = ACCOUNTS[0], ACCOUNTS[1]
    transaction = a_transaction(Entry(one, -400), Entry(other, 400))

    assert transaction.of(one.organisation_id) == Money(-400)
    assert transaction.of(OrganisationId(some_id())) == Money(0)
