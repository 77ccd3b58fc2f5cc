"""Queue the letters about something that has happened, each once."""

from askpro.domain.booking.appointment import Appointment
from askpro.domain.booking.callback import Callback
from askpro.domain.notices.notice import Occasion
from askpro.domain.organisations.branch import Branch
from askpro.ports.jobs import Job
from askpro.ports.storage import Work


def announce(work: Work, appointment: Appointment, occasion: Occasion) -> None:
    """To the customer and to the branch, as far as their addresses are known."""
    customer = work.customers.get(appointment.customer_id)
    branch = work.branches.get(appointment.branch_id)
    for reader, address in (("customer", customer.email), ("branch", branch.email)):
        if address is None:
            continue
        work.jobs.enqueue(
            Job(
                kind="deliver_notice",
                key=f"{occasion.value}:{appointment.id}:{reader}",
                facts={
                    "occasion": occasion.value,
                    "reader": reader,
                    "recipient": address,
                    "appointment_id": str(appointment.id),
                },
                organisation_id=appointment.organisation_id,
            )
        )


def announce_callback(work: Work, branch: Branch, callback: Callback) -> None:
    """To the branch, if it has an address."""
    if branch.email is None:
        return
    work.jobs.enqueue(
        Job(
            kind="deliver_notice",
            key=f"{Occasion.CALLBACK.value}:{callback.id}:branch",
            facts={
                "occasion": Occasion.CALLBACK.value,
                "recipient": branch.email,
                "call_id": callback.call_id,
                "callback_id": str(callback.id),
            },
            organisation_id=callback.organisation_id,
        )
    )
