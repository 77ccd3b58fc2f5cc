"""What the worker does: a use case for each kind of job, and the duties that come round."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from askpro.application.billing.book_vendor_cost import JOB, BookVendorCost
from askpro.application.billing.pay_out_commissions import PayOutCommissions
from askpro.application.booking.confirm_appointment import ConfirmAppointment, WithdrawAppointment
from askpro.application.calls.close_lost_calls import CloseLostCalls
from askpro.application.notices.deliver_notice import DeliverNotice
from askpro.application.operations.check_invariants import ReportFaults
from askpro.domain.ids import AppointmentId, CallId
from askpro.entrypoints.worker.duty import Duty
from askpro.ports.clock import Clock
from askpro.ports.jobs import Handle, Job
from askpro.ports.visits import EntryLinks, Visits

FIVE_MINUTES = 5 * 60
HOUR = 60 * 60
DAY = 24 * HOUR


def handlers_of(
    confirm: ConfirmAppointment,
    withdraw: WithdrawAppointment,
    deliver: DeliverNotice,
    book_vendor_cost: BookVendorCost,
) -> Mapping[str, Handle]:
    """The handlers by the kind of job."""
    return {
        "confirm_appointment": lambda job: confirm(_appointment(job)),
        "withdraw_appointment": lambda job: withdraw(_appointment(job)),
        "deliver_notice": lambda job: deliver(job.key, job.facts),
        JOB: lambda job: _done(book_vendor_cost(CallId(job.facts["call_id"]), job.facts["cents"])),
    }


def duties_of(
    close_lost_calls: CloseLostCalls,
    visits: Visits,
    links: EntryLinks,
    clock: Clock,
    money: Sequence[Duty] = (),
) -> Sequence[Duty]:
    """Calls nobody told the end of, with what they reserve; sign-ins and links that are over."""
    return (
        Duty("close_lost_calls", FIVE_MINUTES, lambda: _done(close_lost_calls())),
        Duty("sweep_visits", HOUR, lambda: _done(visits.sweep(clock()))),
        Duty("sweep_entry_links", HOUR, lambda: _done(links.sweep(clock()))),
        *money,
    )


def money_duties_of(
    book_vendor_cost: BookVendorCost, pay_out: PayOutCommissions, report_faults: ReportFaults
) -> Sequence[Duty]:
    """Costs that waited for a rate; commissions that have matured; what must always hold."""
    return (
        Duty("reconcile_vendor_costs", HOUR, lambda: _done(book_vendor_cost.reconcile())),
        Duty("pay_out_commissions", DAY, lambda: _done(list(pay_out()))),
        Duty("check_invariants", DAY, lambda: _done(report_faults())),
    )


def _appointment(job: Job) -> AppointmentId:
    return AppointmentId(UUID(job.facts["appointment_id"]))


def _done(_answer: object) -> None:
    """A duty answers nothing."""
