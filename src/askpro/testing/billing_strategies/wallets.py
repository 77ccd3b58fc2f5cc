"""Hypothesis strategies for lots, transactions, reservations and earnings."""

from datetime import datetime, timedelta
from uuid import UUID

from hypothesis import strategies as st

from askpro.domain.billing.entitlement import Earning
from askpro.domain.billing.ledger import Account, Entry, Purpose, Transaction
from askpro.domain.billing.lots import Kind, Lot
from askpro.domain.billing.meter import APPOINTMENT, CALL, CALL_SECOND, Meter, Metered
from askpro.domain.ids import LotId, OrganisationId, TransactionId
from askpro.testing.world import NOON

METERS = (CALL_SECOND, CALL, APPOINTMENT)
OWNER, GIVER = OrganisationId(UUID(int=1)), OrganisationId(UUID(int=2))
ACCOUNTS = tuple(
    Account(owner, purpose)
    for owner in (OWNER, GIVER)
    for purpose in (Purpose.WALLET, Purpose.BONUS, Purpose.REVENUE, Purpose.CLEARING)
)


def instants(days: int = 40) -> st.SearchStrategy[datetime]:
    """Whole hours around noon of the test world."""
    return st.integers(-24 * days, 24 * days).map(lambda hours: NOON + timedelta(hours=hours))


@st.composite
def lots(draw: st.DrawFn, id: LotId) -> Lot:
    """One unused lot that has begun at ``NOON`` or begins later, for any or some meters."""
    granted_at = draw(instants(3))
    lasts = draw(st.none() | st.integers(1, 24 * 6))
    meters = draw(st.none() | st.frozensets(st.sampled_from(METERS), min_size=1))
    return Lot(
        id,
        OWNER,
        GIVER,
        draw(st.integers(1, 500)),
        granted_at,
        draw(st.sampled_from(Kind)),
        draw(st.integers(0, 2)),
        None if lasts is None else granted_at + timedelta(hours=lasts),
        meters,
    )


@st.composite
def lots_of_one_owner(draw: st.DrawFn, most: int = 6) -> tuple[Lot, ...]:
    """Lots in no particular order, each with its own id."""
    numbers = draw(st.lists(st.integers(1, 99), max_size=most, unique=True))
    return tuple(draw(lots(LotId(UUID(int=number)))) for number in numbers)


def amounts_wanted() -> st.SearchStrategy[list[Metered]]:
    """What is to be paid, for no meter twice."""
    meters: st.SearchStrategy[list[Meter]] = st.lists(
        st.sampled_from(METERS), max_size=3, unique=True
    )
    return meters.flatmap(
        lambda chosen: st.tuples(*(st.integers(0, 900) for _ in chosen)).map(
            lambda amounts: [
                Metered(meter, cents) for meter, cents in zip(chosen, amounts, strict=True)
            ]
        )
    )


@st.composite
def transactions(draw: st.DrawFn, number: int | None = None) -> Transaction:
    """Two to six entries; id and source key come from the number."""
    number = draw(st.integers(1, 10**6)) if number is None else number
    moved = draw(
        st.lists(
            st.tuples(st.sampled_from(ACCOUNTS), st.integers(-999, 999).filter(bool)),
            min_size=1,
            max_size=5,
        ).filter(lambda lines: sum(cents for _, cents in lines) != 0)
    )
    entries = [Entry(account, cents) for account, cents in moved]
    entries.append(Entry(draw(st.sampled_from(ACCOUNTS)), -sum(cents for _, cents in moved)))
    return Transaction(
        TransactionId(UUID(int=number)),
        f"call:{number}",
        draw(instants()),
        draw(instants()),
        draw(st.text(max_size=8)),
        tuple(entries),
    )


@st.composite
def histories(draw: st.DrawFn, most: int = 8) -> tuple[Transaction, ...]:
    """Transactions with ids and source keys of their own, in no order of time."""
    number = draw(st.integers(0, most))
    return tuple(draw(transactions(place + 1)) for place in range(number))


@st.composite
def earnings(draw: st.DrawFn) -> list[Earning]:
    """Commissions, each followed by what refunds take back of it: never more than it was."""
    made: list[Earning] = []
    for cents in draw(st.lists(st.integers(0, 20_000), max_size=8)):
        at = draw(instants())
        made.append(Earning(at, cents))
        taken = draw(st.integers(0, cents))
        if taken:
            made.append(Earning(at, -taken))
    return made
