"""Lines of lists."""

from typing import Any

import sqlalchemy as sa

from askpro.adapters.sql.rows.organisations import organisation_of
from askpro.domain.billing.meter import Meter
from askpro.domain.billing.wallet import Wallet
from askpro.domain.booking.appointment import Status
from askpro.domain.ids import AppointmentId, CallId, ChargeId, OrganisationId
from askpro.domain.moment import Interval
from askpro.domain.money import Currency, Money
from askpro.domain.telephony.call import CallStatus
from askpro.ports.views import AppointmentLine, CallLine, ChargeLine, WalletLine


def call_line(row: sa.Row[Any]) -> CallLine:
    return CallLine(
        id=CallId(row.id),
        organisation_id=None
        if row.organisation_id is None
        else OrganisationId(row.organisation_id),
        company=row.company,
        caller=row.caller,
        ours=row.ours,
        status=CallStatus(row.status),
        first_seen_at=row.first_seen_at,
        length_seconds=row.length_seconds,
        paid=None if row.paid_cents is None else Money(row.paid_cents, Currency(row.currency)),
        appointments=row.appointments,
    )


def appointment_line(row: sa.Row[Any]) -> AppointmentLine:
    return AppointmentLine(
        id=AppointmentId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        company=row.company,
        zone=row.zone,
        service=row.service,
        staff=row.staff,
        customer=row.customer,
        phone=row.phone,
        during=Interval(row.starts_at, row.ends_at),
        status=Status(row.status),
        price=Money(row.price_cents, Currency(row.currency)),
        call_id=None if row.call_id is None else CallId(row.call_id),
    )


def charge_line(row: sa.Row[Any]) -> ChargeLine:
    return ChargeLine(
        id=ChargeId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        company=row.company,
        source_key=row.source_key,
        meter=Meter(row.meter),
        quantity=row.quantity,
        paid=Money(row.paid_cents, Currency(row.currency)),
        occurred_at=row.occurred_at,
    )


def wallet_line(row: sa.Row[Any]) -> WalletLine:
    wallet = Wallet(
        organisation_id=OrganisationId(row.organisation_id),
        balance=Money(row.balance_cents, Currency(row.wallet_currency)),
        reserved_cents=row.reserved_cents,
        credit_limit_cents=row.credit_limit_cents,
        owed_cents=row.owed_cents,
        bonus_cents=row.bonus_cents,
        bound_bonus_cents=row.bound_bonus_cents,
    )
    return WalletLine(organisation_of(row), wallet)
