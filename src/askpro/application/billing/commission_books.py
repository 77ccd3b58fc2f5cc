"""A reseller's commission account as it is now, and what of it is settled at night."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from askpro.domain.billing.commission_account import (
    Agreed,
    BonusBooked,
    CommissionAccount,
    bonus_steps,
)
from askpro.domain.billing.commission_bonus import Bonus, Customership
from askpro.domain.billing.commission_item import ZONE, Counted
from askpro.domain.billing.commission_posting import post_commission
from askpro.domain.ids import AgreementId, OrganisationId, TransactionId
from askpro.domain.money import Money
from askpro.domain.organisations.organisation import Organisation
from askpro.ports.clock import NewId
from askpro.ports.storage import Place, Work

PIECE = 500
"""How many lines are read at a time."""


def account_of(work: Work, reseller: Organisation, now: datetime) -> CommissionAccount:
    """Read in sums: as much for a year of calls as for one."""
    agreed = work.commissions.agreed(reseller.id)
    matured_until = {id: now - one.conditions.hold for id, one in agreed.items()}
    return CommissionAccount(
        agreed=agreed,
        tallies=work.commissions.tallies(reseller.id, matured_until),
        bonuses=work.settlements.bonuses(reseller.id),
        payouts=work.settlements.payouts(reseller.id),
        now=now,
        zone=ZONE,
        currency=reseller.currency,
    )


def items_from(
    work: Work, reseller_id: OrganisationId, period: str, after: Place | None = None
) -> Iterator[Counted]:
    """The lines of a period behind a place, read piece by piece."""
    while True:
        piece = work.commission_items.of(reseller_id, period, after, PIECE)
        yield from piece
        if len(piece) < PIECE:
            return
        after = place_of(piece[-1])


def place_of(item: Counted) -> Place:
    return Place(item.agreement_id, item.occurred_at, item.id)


def settle_bonuses(work: Work, reseller: Organisation, now: datetime, new_id: NewId) -> None:
    """Book what each bonus rose or fell by since it was booked last; doing it twice is once."""
    account = account_of(work, reseller, now)
    if not any(one.conditions.bonuses for one in account.agreed.values()):
        return
    payers = {tally.agreement_id: tally.payer_id for tally in account.tallies}
    known = {(one.agreement_id, one.place, one.period): one for one in account.bonuses}
    bases = _bonus_bases(work, reseller, account)
    for agreement_id, payer_id in payers.items():
        agreed = account.agreed.get(agreement_id)
        for place, bonus in enumerate(agreed.conditions.bonuses if agreed else ()):
            by_period = bases.get((agreement_id, place), {})
            for period, cents in bonus_steps(bonus, by_period).items():
                before = known.get((agreement_id, place, period))
                due = BonusBooked(
                    agreement_id, place, period, payer_id, by_period[period], cents,
                    before.bookings + 1 if before else 1,
                )  # fmt: skip
                _book(work, reseller, due, before, now, new_id)


def _bonus_bases(
    work: Work, reseller: Organisation, account: CommissionAccount
) -> Mapping[tuple[AgreementId, int], Mapping[str, int]]:
    """For each bonus, the base that counts for it in each period of its agreement."""
    customers = _customerships(work.commissions.customers(reseller.id))
    bases: dict[tuple[AgreementId, int], dict[str, int]] = {}
    for period in sorted({tally.period for tally in account.tallies}):
        for item in items_from(work, reseller.id, period):
            for place, bonus in _bonuses(account.agreed.get(item.agreement_id)):
                months = bases.setdefault((item.agreement_id, place), {})
                months.setdefault(period, 0)
                customer = customers.get(item.company_id)
                if customer and bonus.counts(customer, item.occurred_at, ZONE):
                    months[period] += item.base_cents
    return bases


def _bonuses(agreed: Agreed | None) -> Iterator[tuple[int, Bonus]]:
    return iter(enumerate(agreed.conditions.bonuses) if agreed else ())


def _customerships(
    since: Mapping[OrganisationId, datetime],
) -> Mapping[OrganisationId, Customership]:
    """Who paid first was the first customer; of two at one instant the lower id."""
    first = min(since, key=lambda company: (since[company], company), default=None)
    return {
        company: Customership(company, at, is_first=company == first)
        for company, at in since.items()
    }


def _book(
    work: Work,
    reseller: Organisation,
    due: BonusBooked,
    before: BonusBooked | None,
    now: datetime,
    new_id: NewId,
) -> None:
    rise = due.cents - (before.cents if before else 0)
    if not rise:
        return
    posted = work.ledger.post(
        post_commission(
            Money(rise, reseller.currency),
            f"bonus:{due.agreement_id}:{due.place}:{due.period}:{due.bookings}",
            reseller_id=reseller.id,
            payer_id=due.payer_id,
            id=TransactionId(new_id()),
            occurred_at=now,
            now=now,
            text=f"Commission bonus {due.period}",
        )
    )
    if posted.new:  # otherwise another node has just booked and kept it
        work.settlements.keep_bonus(reseller.id, due)
