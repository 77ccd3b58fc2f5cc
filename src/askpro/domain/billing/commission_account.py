"""A reseller's commission account, from sums alone: entitled, matured, paid, carried.

Nothing here depends on the order in which charges were posted. What has matured of a
period is the entitlement to that part of its base whose usage is older than the hold
period; a bonus matures when the hold period after its month is over.

    25 %, hold 14 days, today 20 November      October    November
    base                                         80.00       40.00
    of it before 6 November                      80.00       12.00
    entitled                                     20.00       10.00
    matured                                      20.00        3.00
    paid on 15 November                                      20.00
    carried at the end of the month              20.00       10.00
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

import attrs
from attrs.validators import ge, gt

from askpro.domain.billing.commission import Agreement, period_of
from askpro.domain.billing.commission_bonus import Bonus
from askpro.domain.billing.entitlement import HOLD_PERIOD, THRESHOLD_CENTS, Standing
from askpro.domain.errors import Missing
from askpro.domain.ids import AgreementId, OrganisationId, TransactionId
from askpro.domain.moment import edge_at_wall_time
from askpro.domain.money import Currency

MONTHS = 12


@attrs.define
class NoSuchStatement(Missing):
    """There is no commission statement for this period here."""


@attrs.frozen
class Conditions:
    """What was agreed beside the rates; an agreement nobody set any for has these."""

    agreement_id: AgreementId
    hold_days: int = attrs.field(default=HOLD_PERIOD.days, validator=ge(0))
    threshold_cents: int = attrs.field(default=THRESHOLD_CENTS, validator=ge(0))
    bonuses: tuple[Bonus, ...] = ()

    @property
    def hold(self) -> timedelta:
        return timedelta(days=self.hold_days)


@attrs.frozen
class Agreed:
    """An agreement with its conditions."""

    agreement: Agreement
    conditions: Conditions


@attrs.frozen
class Tally:
    """One agreement and period in sums: the base, what of it has matured, what was posted."""

    agreement_id: AgreementId
    payer_id: OrganisationId
    period: str
    base_cents: int
    matured_base_cents: int
    cents: int
    currency: Currency = Currency.EUR


@attrs.frozen
class BonusBooked:
    """What has been booked of one bonus (by its place in the conditions) for one period."""

    agreement_id: AgreementId
    place: int
    period: str
    payer_id: OrganisationId
    base_cents: int
    cents: int
    bookings: int = attrs.field(validator=gt(0))


class Transfer(Enum):
    """How far the money of a payout has come; the ledger has moved it to clearing already."""

    NOT_CONFIGURED = "not_configured"
    """Decided and booked; there is no means to transfer, so a person must."""
    TO_PAY = "to_pay"
    """Decided and booked; whoever transfers has not begun."""


@attrs.frozen
class Payout:
    """Commission that leaves: decided, booked, and how far its transfer is."""

    reseller_id: OrganisationId
    payer_id: OrganisationId
    number: int = attrs.field(validator=gt(0))
    cents: int = attrs.field(validator=gt(0))
    currency: Currency
    decided_at: datetime
    transfer: Transfer
    transaction_id: TransactionId

    @property
    def reference(self) -> str:
        """Unique among the reseller's payouts."""
        return f"{self.payer_id}:{self.number}"


@attrs.frozen
class PeriodSum:
    """One month of the account."""

    period: str
    base_cents: int
    entitlement_cents: int
    matured_cents: int
    bonus_cents: int
    payout_cents: int
    opening_carry_cents: int

    @property
    def closing_carry_cents(self) -> int:
        earned = self.entitlement_cents + self.bonus_cents
        return self.opening_carry_cents + earned - self.payout_cents


@attrs.frozen
class CommissionAccount:
    """Everything one reseller's commission is computed from, as of now."""

    agreed: Mapping[AgreementId, Agreed]
    tallies: Sequence[Tally]
    bonuses: Sequence[BonusBooked]
    payouts: Sequence[Payout]
    now: datetime
    zone: ZoneInfo
    currency: Currency = Currency.EUR

    @property
    def payers(self) -> Sequence[OrganisationId]:
        """Who owes commission, or has paid some."""
        of_tallies = {one.payer_id for one in self.tallies}
        of_bonuses = {one.payer_id for one in self.bonuses}
        return sorted(of_tallies | of_bonuses | {one.payer_id for one in self.payouts})

    def of(self, payer_id: OrganisationId) -> "CommissionAccount":
        """The part that one payer owes: parents change."""
        return attrs.evolve(
            self,
            tallies=[one for one in self.tallies if one.payer_id == payer_id],
            bonuses=[one for one in self.bonuses if one.payer_id == payer_id],
            payouts=[one for one in self.payouts if one.payer_id == payer_id],
        )

    @property
    def threshold_cents(self) -> int:
        """The highest that any of the agreements names."""
        named = [
            self.agreed[one.agreement_id].conditions.threshold_cents
            for one in self.tallies
            if one.agreement_id in self.agreed
        ]
        return max(named, default=THRESHOLD_CENTS)

    def standing(self) -> Standing:
        """The whole account; its carry is what was earned less what was paid."""
        months = self.periods()
        return Standing(
            sum(one.entitlement_cents + one.bonus_cents for one in months),
            sum(one.matured_cents for one in months),
            sum(one.payout_cents for one in months),
            self.currency,
        )

    def periods(self) -> Sequence[PeriodSum]:
        """Month by month, the first one first; each opens with what the one before carried."""
        base, entitled, matured, bonus, paid = (Counter[str]() for _ in range(5))
        for tally in self.tallies:
            base[tally.period] += tally.base_cents
            entitled[tally.period] += self._entitlement(tally)
            matured[tally.period] += self._matured(tally)
        for one in self.bonuses:
            bonus[one.period] += one.cents
            matured[one.period] += self._matured_bonus(one)
        for payout in self.payouts:
            paid[period_of(payout.decided_at, self.zone)] += payout.cents
        months, carry = [], 0
        for period in sorted({*base, *bonus, *paid}):
            month = PeriodSum(
                period, base[period], entitled[period], matured[period], bonus[period],
                paid[period], carry,
            )  # fmt: skip
            months.append(month)
            carry = month.closing_carry_cents
        return months

    def period(self, period: str) -> PeriodSum:
        """One month. Raises ``NoSuchStatement``."""
        for month in self.periods():
            if month.period == period:
                return month
        raise NoSuchStatement

    def _entitlement(self, tally: Tally) -> int:
        agreed = self.agreed.get(tally.agreement_id)
        # An agreement nobody knows any more: what was posted is all there is to go by.
        return agreed.agreement.entitlement(tally.base_cents) if agreed else tally.cents

    def _matured(self, tally: Tally) -> int:
        agreed = self.agreed.get(tally.agreement_id)
        return agreed.agreement.entitlement(tally.matured_base_cents) if agreed else 0

    def _matured_bonus(self, bonus: BonusBooked) -> int:
        agreed = self.agreed.get(bonus.agreement_id)
        if agreed is None:
            return 0
        over = end_of(bonus.period, self.zone)
        return bonus.cents if over + agreed.conditions.hold <= self.now else 0


def end_of(period: str, zone: ZoneInfo) -> datetime:
    """The instant at which a month such as ``2026-11`` is over."""
    year, month = map(int, period.split("-"))
    first = datetime(year + month // MONTHS, month % MONTHS + 1, 1)  # noqa: DTZ001 - a wall time
    return edge_at_wall_time(first.date(), time(0), zone)


def bonus_steps(bonus: Bonus, bases: Mapping[str, int]) -> Mapping[str, int]:
    """What a bonus comes to in each period that has some of its base, in cents.

    The cap of a first customer is for all time, so a month has what the bonus rises by
    over those before it; that of retention is for each month.

    >>> from askpro.domain.billing.commission_bonus import For
    >>> months = {"2026-10": 30_000, "2026-11": 40_000}
    >>> bonus_steps(Bonus(For.FIRST_CUSTOMER, 100_000, months=3, cap_cents=5000), months)
    {'2026-10': 3000, '2026-11': 2000}
    >>> bonus_steps(Bonus(For.RETENTION, 100_000, months=3, cap_cents=3500), months)
    {'2026-10': 3000, '2026-11': 3500}
    """
    steps, before = {}, 0
    for period in sorted(bases):
        steps[period] = bonus.rise(before, bases[period])
        if bonus.cap_is_for_all_time:
            before += bases[period]
    return steps
