"""Money put into a wallet, and what a wallet can give."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.ledger import Account, Purpose
from askpro.domain.billing.top_up import LARGEST_TOP_UP_CENTS, NotATopUp, TopUp, post_top_up
from askpro.domain.billing.wallet import Reservation, Wallet
from askpro.domain.ids import OrganisationId, TransactionId
from askpro.domain.money import Money
from askpro.testing.world import NOON, some_id

OWNER, PLATFORM = OrganisationId(some_id()), OrganisationId(some_id())
AMOUNTS = st.integers(1, LARGEST_TOP_UP_CENTS)


@given(AMOUNTS, st.data())
def test_a_top_up_settles_what_is_owed_and_fills_the_wallet(
    cents: int, data: st.DataObject
) -> None:
    settles = data.draw(st.integers(0, cents))
    top_up = TopUp(OWNER, PLATFORM, Money(cents), "t1")

    posted = post_top_up(top_up, settles_cents=settles, id=TransactionId(some_id()), now=NOON)

    moved = {entry.account: entry.cents for entry in posted.entries}
    assert moved.get(Account(OWNER, Purpose.WALLET), 0) == cents - settles
    assert moved.get(Account(OWNER, Purpose.RECEIVABLE), 0) == settles
    assert moved[Account(PLATFORM, Purpose.CLEARING)] == -cents
    assert posted.of(OWNER) == top_up.amount


@pytest.mark.parametrize("cents", [0, -1, LARGEST_TOP_UP_CENTS + 1])
def test_what_is_no_top_up_is_refused(cents: int) -> None:
    with pytest.raises(NotATopUp):
        TopUp(OWNER, PLATFORM, Money(cents), "t1")


def test_a_source_key_is_the_owners_and_the_payments() -> None:
    keys = {
        TopUp(owner, PLATFORM, Money(1), reference).source_key
        for owner in (OWNER, PLATFORM)
        for reference in ("t1", "t2")
    }

    assert len(keys) == 4


def test_settling_more_than_came_in_is_our_own_mistake() -> None:
    top_up = TopUp(OWNER, PLATFORM, Money(5), "t1")

    with pytest.raises(AssertionError):
        post_top_up(top_up, settles_cents=6, id=TransactionId(some_id()), now=NOON)


def test_available_is_balance_and_limit_less_what_is_reserved_and_owed() -> None:
    wallet = Wallet(OWNER, Money(1000), reserved_cents=300, credit_limit_cents=500, owed_cents=50)

    assert wallet.available == Money(1150)


@pytest.mark.parametrize("field", ["reserved_cents", "credit_limit_cents", "owed_cents"])
def test_no_part_of_a_wallet_but_its_balance_is_negative(field: str) -> None:
    with pytest.raises(ValueError, match=field):
        Wallet(OWNER, Money(-5), **{field: -1})


def test_nobody_reserves_less_than_nothing() -> None:
    with pytest.raises(ValueError, match="cents"):
        Reservation("call:1", OWNER, -1, NOON)


def test_a_top_up_is_known_by_its_wallet_and_payment_for_good() -> None:
    top_up = TopUp(OWNER, PLATFORM, Money(1), "pi_1")

    assert top_up.source_key == f"topup:{OWNER}:pi_1"
    assert TopUp(OWNER, PLATFORM, Money(10_000_000), "pi_1").amount == Money(10_000_000)
