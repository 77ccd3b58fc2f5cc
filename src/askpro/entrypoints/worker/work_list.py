"""What the worker does: a use case for each kind of job, and the duties that come round."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from askpro.application.billing.seal_ledger import SealLedger
from askpro.application.booking.confirm_appointment import ConfirmAppointment, WithdrawAppointment
from askpro.application.calls.close_lost_calls import CloseLostCalls
from askpro.application.notices.deliver_notice import DeliverNotice
from askpro.domain.ids import AppointmentId
from askpro.entrypoints.worker.duty import Duty
from askpro.ports.clock import Clock
from askpro.ports.jobs import Handle, Job
from askpro.ports.visits import EntryLinks, Visits

MINUTE = 60
FIVE_MINUTES = 5 * 60
HOUR = 60 * 60


def handlers_of(
    confirm: ConfirmAppointment, withdraw: WithdrawAppointment, deliver: DeliverNotice
) -> Mapping[str, Handle]:
    """The handlers by the kind of job."""
    return {
        "confirm_appointment": lambda job: confirm(_appointment(job)),
        "withdraw_appointment": lambda job: withdraw(_appointment(job)),
        "deliver_notice": lambda job: deliver(job.key, job.facts),
    }


def duties_of(
    close_lost_calls: CloseLostCalls,
    visits: Visits,
    links: EntryLinks,
    clock: Clock,
    seal_ledger: SealLedger,
) -> Sequence[Duty]:
    """What comes round.

    Calls nobody told the end of, with what they reserve; sign-ins and links that are over;
    transactions without a seal.
    """
    return (
        Duty("close_lost_calls", FIVE_MINUTES, lambda: _done(close_lost_calls())),
        Duty("seal_ledger", MINUTE, lambda: _done(seal_ledger())),
        Duty("sweep_visits", HOUR, lambda: _done(visits.sweep(clock()))),
        Duty("sweep_entry_links", HOUR, lambda: _done(links.sweep(clock()))),
    )


def _appointment(job: Job) -> AppointmentId:
    return AppointmentId(UUID(job.facts["appointment_id"]))


def _done(_count: int) -> None:
    """A duty answers nothing."""
