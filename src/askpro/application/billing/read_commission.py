"""What a reseller has earned, month by month, and every call behind a month."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from uuid import UUID

import attrs

from askpro.application.billing.commission_books import account_of, items_from, place_of
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.commission_account import (
    Agreed,
    CommissionAccount,
    Payout,
    PeriodSum,
)
from askpro.domain.billing.entitlement import Kept, Standing
from askpro.domain.billing.statement import Line
from askpro.domain.ids import AgreementId, OrganisationId
from askpro.domain.money import Money
from askpro.domain.organisations.organisation import Kind, Organisation
from askpro.domain.organisations.scope import Scope
from askpro.ports.clock import Clock
from askpro.ports.storage import NoSuchOrganisation, Place, Storage, Work
from askpro.ports.views import MOST_LINES, BadCursor

CURSOR = re.compile(r"(?P<agreement>[0-9a-f]{32})\.(?P<micros>-?[0-9]{1,17})\.(?P<id>[0-9a-f]{32})")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@attrs.frozen
class Commission:
    """A reseller's account: the whole, each month (the latest first), what may leave now."""

    reseller: Organisation
    standing: Standing
    payable: Mapping[OrganisationId, Money | Kept]
    periods: Sequence[PeriodSum]
    payouts: Sequence[Payout]


@attrs.frozen
class AgreementSum:
    """What one agreement comes to in one month."""

    agreement: Agreement
    base_cents: int
    entitlement_cents: int


@attrs.frozen
class StatementLine:
    """A line of a statement and the agreement that it counts for."""

    agreement_id: AgreementId
    line: Line
    company: str | None


@attrs.frozen
class StatementPage:
    """A month in sums, and some of the lines behind it; ``next`` is None on the last page."""

    reseller: Organisation
    sums: PeriodSum
    agreements: Sequence[AgreementSum]
    lines: Sequence[StatementLine]
    next: str | None


@attrs.frozen
class ReadCommission:
    """Reads only. Seen by the reseller, by whoever stands right above, and by the platform."""

    storage: Storage
    clock: Clock

    def account(self, reseller_id: OrganisationId, by: Organisation) -> Commission:
        """Raises ``NoSuchOrganisation``."""
        with self.storage.look(_scope(by)) as work:
            reseller = _seen(work, reseller_id, by)
            account = account_of(work, reseller, self.clock())
        parts = {payer: account.of(payer) for payer in account.payers}
        return Commission(
            reseller,
            account.standing(),
            {id: part.standing().payable(part.threshold_cents) for id, part in parts.items()},
            account.periods()[::-1],
            account.payouts[::-1],
        )

    def earners(
        self, by: Organisation, after: OrganisationId | None = None
    ) -> Sequence[Organisation]:
        """Resellers right below (for the platform: all) who earn commission."""
        with self.storage.look(_scope(by)) as work:
            ids = work.commissions.earners(after, MOST_LINES)
            known = [work.organisations.get(id) for id in ids]
        return [one for one in known if by.kind is Kind.PLATFORM or one.parent_id == by.id]

    def statement(
        self,
        reseller_id: OrganisationId,
        period: str,
        by: Organisation,
        after: str | None = None,
        most: int = 50,
    ) -> StatementPage:
        """One page of a month.

        Raises:
            NoSuchOrganisation: Not there, or not to be seen.
            NoSuchStatement: There was nothing in this month.
            BadCursor: No page of a statement ended with it.
        """
        limit = min(max(most, 1), MOST_LINES)
        start = None if after is None else _place(after)
        with self.storage.look(_scope(by)) as work:
            reseller = _seen(work, reseller_id, by)
            account = account_of(work, reseller, self.clock())
            sums = account.period(period)
            following = _lines(work, reseller, period, account.agreed, start)
            found = list(islice(following, limit + 1))
        shown = found[:limit]
        return StatementPage(
            reseller,
            sums,
            _agreements(account, period),
            [line for line, _ in shown],
            _cursor(shown[-1][1]) if len(found) > limit else None,
        )

    def lines(
        self, reseller_id: OrganisationId, period: str, by: Organisation
    ) -> Iterator[StatementLine]:
        """Every line of a month, in constant memory. Raises as ``statement`` does."""
        with self.storage.look(_scope(by)) as work:
            reseller = _seen(work, reseller_id, by)
            agreed = work.commissions.agreed(reseller.id)
            for line, _ in _lines(work, reseller, period, agreed, None):
                yield line


def _scope(by: Organisation) -> Scope:
    return Scope.everything() if by.kind is Kind.PLATFORM else Scope.of(by.id)


def _seen(work: Work, reseller_id: OrganisationId, by: Organisation) -> Organisation:
    reseller = work.organisations.get(reseller_id)
    may = by.kind is Kind.PLATFORM or by.id in (reseller.id, reseller.parent_id)
    if not may or reseller.kind is not Kind.RESELLER:
        raise NoSuchOrganisation
    return reseller


def _agreements(account: CommissionAccount, period: str) -> Sequence[AgreementSum]:
    bases: dict[AgreementId, int] = {}
    for tally in account.tallies:
        if tally.period == period and tally.agreement_id in account.agreed:
            bases[tally.agreement_id] = bases.get(tally.agreement_id, 0) + tally.base_cents
    agreements = {id: account.agreed[id].agreement for id in bases}
    return [
        AgreementSum(agreements[id], base, agreements[id].entitlement(base))
        for id, base in sorted(bases.items())
    ]


def _lines(
    work: Work,
    reseller: Organisation,
    period: str,
    agreed: Mapping[AgreementId, Agreed],
    after: Place | None,
) -> Iterator[tuple[StatementLine, Place]]:
    """Lines behind a place, each on top of the base that the ones before it have."""
    at = after.agreement_id if after else None
    before = work.commission_items.base_until(reseller.id, period, after) if after else 0
    names: dict[OrganisationId, str | None] = {}
    for item in items_from(work, reseller.id, period, after):
        if item.agreement_id != at:
            at, before = item.agreement_id, 0
        known = agreed.get(item.agreement_id)
        cents = known.agreement.rise(before, item.base_cents) if known else item.cents
        if item.company_id not in names:
            names[item.company_id] = _name(work, item.company_id)
        line = Line(item.item, before, cents)
        yield StatementLine(item.agreement_id, line, names[item.company_id]), place_of(item)
        before += item.base_cents


def _name(work: Work, id: OrganisationId) -> str | None:
    """None for a company that has moved elsewhere."""
    found = work.organisations.along((id,))
    return found[0].name if found else None


def _cursor(place: Place) -> str:
    micros = (place.occurred_at - EPOCH) // MICROSECOND
    return f"{place.agreement_id.hex}.{micros}.{place.id.hex}"


def _place(cursor: str) -> Place:
    found = CURSOR.fullmatch(cursor)
    if found is None:
        raise BadCursor
    try:
        occurred_at = EPOCH + int(found["micros"]) * MICROSECOND
    except OverflowError as error:
        raise BadCursor from error
    return Place(AgreementId(UUID(found["agreement"])), occurred_at, UUID(found["id"]))
