"""What counts towards commissions, what was settled, and what vendors charge."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from askpro.adapters.sql.stored_json import dumped, loaded
from askpro.domain.billing.commission_account import BonusBooked, Payout, Tally, Transfer
from askpro.domain.billing.commission_item import Counted
from askpro.domain.billing.meter import Meter
from askpro.domain.billing.vendor_bill import Stage, VendorBill
from askpro.domain.billing.vendor_cost import ExchangeRate, Odd, VendorAmount
from askpro.domain.ids import AgreementId, OrganisationId, TransactionId
from askpro.domain.money import Currency, Money


def item_row(item: Counted) -> dict[str, Any]:
    return {
        "agreement_id": item.agreement_id,
        "id": item.id,
        "organisation_id": item.reseller_id,
        "payer_id": item.payer_id,
        "period": item.period,
        "source_key": item.source_key,
        "company_id": item.company_id,
        "meter": item.meter,
        "occurred_at": item.occurred_at,
        "base_cents": item.base_cents,
        "cents": item.cents,
        "currency": item.currency.value,
    }


def item_of(row: sa.Row[Any]) -> Counted:
    return Counted(
        id=row.id,
        agreement_id=AgreementId(row.agreement_id),
        reseller_id=OrganisationId(row.organisation_id),
        payer_id=OrganisationId(row.payer_id),
        period=row.period,
        source_key=row.source_key,
        company_id=OrganisationId(row.company_id),
        meter=Meter(row.meter),
        occurred_at=row.occurred_at,
        base_cents=row.base_cents,
        cents=row.cents,
        currency=Currency(row.currency),
    )


def tally_of(row: sa.Row[Any]) -> Tally:
    return Tally(
        agreement_id=AgreementId(row.agreement_id),
        payer_id=OrganisationId(row.payer_id),
        period=row.period,
        base_cents=row.base_cents,
        matured_base_cents=row.matured_base_cents,
        cents=row.cents,
        currency=Currency(row.currency),
    )


def bonus_row(reseller_id: OrganisationId, bonus: BonusBooked) -> dict[str, Any]:
    return {
        "agreement_id": bonus.agreement_id,
        "place": bonus.place,
        "period": bonus.period,
        "organisation_id": reseller_id,
        "payer_id": bonus.payer_id,
        "base_cents": bonus.base_cents,
        "cents": bonus.cents,
        "bookings": bonus.bookings,
    }


def bonus_of(row: sa.Row[Any]) -> BonusBooked:
    return BonusBooked(
        agreement_id=AgreementId(row.agreement_id),
        place=row.place,
        period=row.period,
        payer_id=OrganisationId(row.payer_id),
        base_cents=row.base_cents,
        cents=row.cents,
        bookings=row.bookings,
    )


def payout_row(payout: Payout) -> dict[str, Any]:
    return {
        "organisation_id": payout.reseller_id,
        "payer_id": payout.payer_id,
        "number": payout.number,
        "cents": payout.cents,
        "currency": payout.currency.value,
        "decided_at": payout.decided_at,
        "transfer": payout.transfer.value,
        "transaction_id": payout.transaction_id,
    }


def payout_of(row: sa.Row[Any]) -> Payout:
    return Payout(
        reseller_id=OrganisationId(row.organisation_id),
        payer_id=OrganisationId(row.payer_id),
        number=row.number,
        cents=row.cents,
        currency=Currency(row.currency),
        decided_at=row.decided_at,
        transfer=Transfer(row.transfer),
        transaction_id=TransactionId(row.transaction_id),
    )


def bill_row(bill: VendorBill) -> dict[str, Any]:
    return {
        "vendor": bill.vendor,
        "source": bill.source,
        "organisation_id": bill.owner_id,
        "occurred_at": bill.occurred_at,
        "seconds": bill.seconds,
        "units": bill.cost.units,
        "places": bill.cost.places,
        "currency": bill.cost.currency.value,
        "stage": bill.stage.value,
        "odd": bill.odd.value if bill.odd else None,
        "rate": dumped(bill.rate, ExchangeRate) if bill.rate else None,
        "booked_cents": bill.booked.cents if bill.booked else None,
        "booked_currency": bill.booked.currency.value if bill.booked else None,
        "bookings": bill.bookings,
    }


def bill_of(row: sa.Row[Any]) -> VendorBill:
    return VendorBill(
        vendor=row.vendor,
        source=row.source,
        owner_id=OrganisationId(row.organisation_id),
        occurred_at=row.occurred_at,
        seconds=row.seconds,
        cost=VendorAmount(row.units, row.places, Currency(row.currency)),
        stage=Stage(row.stage),
        odd=Odd(row.odd) if row.odd else None,
        rate=loaded(row.rate, ExchangeRate) if row.rate else None,
        booked=None
        if row.booked_cents is None
        else Money(row.booked_cents, Currency(row.booked_currency)),
        bookings=row.bookings,
    )


def rate_row(rate: ExchangeRate) -> dict[str, Any]:
    return {
        "sold": rate.sold.value,
        "bought": rate.bought.value,
        "day": rate.day.isoformat(),
        "millionths": rate.millionths,
        "source": rate.source,
    }


def rate_of(row: sa.Row[Any]) -> ExchangeRate:
    return ExchangeRate(
        Currency(row.sold),
        Currency(row.bought),
        row.millionths,
        date.fromisoformat(row.day),
        row.source,
    )
