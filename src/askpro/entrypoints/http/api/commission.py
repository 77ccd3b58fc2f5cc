"""Commission: a reseller's account by month, and the statement of a month, call by call.

asker       sees
reseller    the own account, and those of resellers right below, whom he pays
platform    everybody's
company     none: there is no commission on oneself
"""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter, SkipValidation

from askpro.application.billing.read_commission import (
    AgreementSum,
    Commission,
    ReadCommission,
    StatementLine,
)
from askpro.domain.billing.commission_account import Payout, PeriodSum, Transfer
from askpro.domain.billing.entitlement import Kept
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Currency, Money
from askpro.domain.organisations.key import Asker
from askpro.entrypoints.http.api.documented import After, Limit, answers
from askpro.entrypoints.http.api.wire import Amount, Wire, amount, cents

Instant = Annotated[datetime, msgspec.Meta(tz=True)]
Whose = Annotated[
    UUID | None,
    QueryParameter(
        name="organisationId", description="The reseller; without it the asker's own account."
    ),
]


class MonthOut(Wire, frozen=True):
    """opening carry + entitlement + bonus - payout = closing carry."""

    period: Annotated[str, msgspec.Meta(examples=["2026-11"])]
    base: Amount
    entitlement: Amount
    matured: Amount
    bonus: Amount
    payout: Amount
    opening_carry: Amount
    closing_carry: Amount


class PayableOut(Wire, frozen=True):
    """What leaves next from one payer; ``kept`` says why nothing does."""

    payer_id: UUID
    amount: Amount | None
    kept: Kept | None


class PayoutOut(Wire, frozen=True):
    """Commission that was decided to leave; ``transfer`` is how far its money has come."""

    payer_id: UUID
    number: int
    amount: Amount
    decided_at: Instant
    transfer: Transfer
    transaction_id: UUID


class CommissionAccountOut(Wire, frozen=True):
    """paid + carry = earned, always; the months and payouts come the latest first."""

    organisation_id: UUID
    earned: Amount
    matured: Amount
    paid: Amount
    carry: Amount
    payable: tuple[PayableOut, ...]
    periods: tuple[MonthOut, ...]
    payouts: tuple[PayoutOut, ...]


class AgreementOut(Wire, frozen=True):
    """What one agreement comes to: the floor of its rates on the base."""

    agreement_id: UUID
    base: Amount
    entitlement: Amount


class StatementLineOut(Wire, frozen=True):
    """A charge, or (below nothing) a refund of one, and what the entitlement rose by."""

    agreement_id: UUID
    charge_id: UUID
    source_key: str
    company_id: UUID
    company: str | None
    meter: str
    occurred_at: Instant
    base: Amount
    before: Amount
    commission: Amount


class StatementOut(Wire, frozen=True):
    """A month with a page of its lines; over all pages they sum to the entitlement."""

    organisation_id: UUID
    month: MonthOut
    agreements: tuple[AgreementOut, ...]
    items: tuple[StatementLineOut, ...]
    next: str | None


@get(
    "/commission/statements",
    sync_to_thread=True,
    responses=answers(HTTPStatus.NOT_FOUND),
    tags=["Billing"],
)
def list_statements(
    asker: NamedDependency[SkipValidation[Asker]],
    read_commission: NamedDependency[SkipValidation[ReadCommission]],
    whose: Whose = None,
) -> CommissionAccountOut:
    """A reseller's account: earned, matured, paid, carried, and each month."""
    return _account(read_commission.account(_reseller(whose, asker), asker.organisation))


@get(
    "/commission/statements/{period:str}",
    sync_to_thread=True,
    responses=answers(HTTPStatus.NOT_FOUND),
    tags=["Billing"],
)
def show_statement(
    period: FromPath[str],
    asker: NamedDependency[SkipValidation[Asker]],
    read_commission: NamedDependency[SkipValidation[ReadCommission]],
    whose: Whose = None,
    after: After = None,
    limit: Limit = 50,
) -> StatementOut:
    """A month such as ``2026-11`` with every charge behind its commission, page by page."""
    page = read_commission.statement(
        _reseller(whose, asker), period, asker.organisation, after, limit
    )
    currency = page.reseller.currency
    return StatementOut(
        organisation_id=page.reseller.id,
        month=_month(page.sums, currency),
        agreements=tuple(_agreement(one, currency) for one in page.agreements),
        items=tuple(_line(line, currency) for line in page.lines),
        next=page.next,
    )


def _reseller(whose: UUID | None, asker: Asker) -> OrganisationId:
    return asker.organisation.id if whose is None else OrganisationId(whose)


def _account(account: Commission) -> CommissionAccountOut:
    standing, currency = account.standing, account.reseller.currency
    return CommissionAccountOut(
        organisation_id=account.reseller.id,
        earned=cents(standing.earned_cents, currency),
        matured=cents(standing.matured_cents, currency),
        paid=cents(standing.paid_cents, currency),
        carry=amount(standing.carry),
        payable=tuple(_payable(payer, left) for payer, left in account.payable.items()),
        periods=tuple(_month(month, currency) for month in account.periods),
        payouts=tuple(map(_payout, account.payouts)),
    )


def _payable(payer_id: OrganisationId, left: Money | Kept) -> PayableOut:
    if isinstance(left, Kept):
        return PayableOut(payer_id=payer_id, amount=None, kept=left)
    return PayableOut(payer_id=payer_id, amount=amount(left), kept=None)


def _payout(payout: Payout) -> PayoutOut:
    return PayoutOut(
        payer_id=payout.payer_id,
        number=payout.number,
        amount=cents(payout.cents, payout.currency),
        decided_at=payout.decided_at,
        transfer=payout.transfer,
        transaction_id=payout.transaction_id,
    )


def _month(month: PeriodSum, currency: Currency) -> MonthOut:
    return MonthOut(
        period=month.period,
        base=cents(month.base_cents, currency),
        entitlement=cents(month.entitlement_cents, currency),
        matured=cents(month.matured_cents, currency),
        bonus=cents(month.bonus_cents, currency),
        payout=cents(month.payout_cents, currency),
        opening_carry=cents(month.opening_carry_cents, currency),
        closing_carry=cents(month.closing_carry_cents, currency),
    )


def _agreement(one: AgreementSum, currency: Currency) -> AgreementOut:
    return AgreementOut(
        agreement_id=one.agreement.id,
        base=cents(one.base_cents, currency),
        entitlement=cents(one.entitlement_cents, currency),
    )


def _line(told: StatementLine, currency: Currency) -> StatementLineOut:
    item = told.line.item
    return StatementLineOut(
        agreement_id=told.agreement_id,
        charge_id=item.charge_id,
        source_key=item.source_key,
        company_id=item.company_id,
        company=told.company,
        meter=item.meter,
        occurred_at=item.occurred_at,
        base=cents(item.base_cents, currency),
        before=cents(told.line.before_cents, currency),
        commission=cents(told.line.commission_cents, currency),
    )
