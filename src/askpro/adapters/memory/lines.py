"""Rows as the lists show them."""

from askpro.adapters.memory.tables import Tables
from askpro.domain.billing.charge import Charge
from askpro.domain.booking.appointment import Appointment
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Money
from askpro.domain.telephony.call import Call
from askpro.ports.views import AppointmentLine, CallLine, ChargeLine


def call_line(tables: Tables, call: Call) -> CallLine:
    paid = [
        charge.rating.paid
        for charge in tables.charges.rows()
        if charge.source_key == f"call:{call.id}"
    ]
    return CallLine(
        id=call.id,
        organisation_id=call.organisation_id,
        company=_name(tables, call.organisation_id) if call.organisation_id else None,
        caller=call.caller,
        ours=call.ours,
        status=call.status,
        first_seen_at=call.first_seen_at,
        length_seconds=call.length_seconds,
        paid=Money.total(paid, paid[0].currency) if paid else None,
        appointments=sum(one.call_id == call.id for one in tables.appointments.rows()),
    )


def appointment_line(tables: Tables, appointment: Appointment) -> AppointmentLine:
    branch = tables.branches.get(appointment.branch_id)
    customer = tables.customers.get(appointment.customer_id)
    catalogue = tables.catalogues.get(appointment.branch_id)
    service = catalogue.service(appointment.service_id) if catalogue else None
    staff = catalogue.member(appointment.staff_id) if catalogue else None
    return AppointmentLine(
        id=appointment.id,
        organisation_id=appointment.organisation_id,
        company=_name(tables, appointment.organisation_id),
        zone=branch.zone.key if branch else "UTC",
        service=service.name if service else "",
        staff=staff.name if staff else "",
        customer=customer.name if customer else "",
        phone=customer.phone if customer else None,
        during=appointment.during,
        status=appointment.status,
        price=appointment.price,
        call_id=appointment.call_id,
    )


def charge_line(tables: Tables, charge: Charge) -> ChargeLine:
    return ChargeLine(
        id=charge.id,
        organisation_id=charge.organisation_id,
        company=_name(tables, charge.organisation_id),
        source_key=charge.source_key,
        meter=charge.rating.meter,
        quantity=charge.rating.quantity,
        paid=charge.rating.paid,
        occurred_at=charge.occurred_at,
    )


def _name(tables: Tables, id: OrganisationId) -> str:
    organisation = tables.organisations.get(id)
    return organisation.name if organisation else ""
