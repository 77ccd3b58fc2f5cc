"""Take in what the platform tells of a call, and charge it once it has ended."""

from decimal import Decimal
from hashlib import sha256

import attrs

from askpro.application.billing.book_vendor_cost import JOB, VOICE
from askpro.application.billing.charge_call import charge_call
from askpro.application.calls.pick_up import PickUp
from askpro.domain.organisations.branch import UnknownNumber
from askpro.domain.organisations.scope import Scope
from askpro.domain.telephony.call import Call, CallReport, CallStatus, first_seen
from askpro.domain.telephony.desk import Desk
from askpro.ports.clock import Clock, NewId
from askpro.ports.jobs import Job
from askpro.ports.storage import Storage, Work


@attrs.frozen
class HearOfCall:
    """Events may be missing, repeated, late or early: each one is enough by itself."""

    storage: Storage
    clock: Clock
    new_id: NewId
    pick_up: PickUp

    def __call__(self, report: CallReport, body: bytes = b"") -> None:
        """Keep the event as it came, fill the call's gaps, charge the call when it has ended.

        The charge, the end of the reservation and the release of holds are one work; a
        repetition finds the call billed and changes nothing.
        """
        now = self.clock()
        desk = self._desk(report)
        with self.storage.begin(Scope.everything()) as work:
            work.inbox.keep("voice", _inbox_key(report, body), body, now)
            first = first_seen(
                report.envelope,
                now,
                desk.organisation_id if desk else None,
                desk.branch.id if desk else None,
            )
            call = work.calls.meet(first).told(report)
            if desk and call.to_be_billed:
                charge_call(work, call, desk.chain, now, self.new_id)
                call = attrs.evolve(call, billed_at=now)
            if call.status is CallStatus.ENDED:
                work.diary.release(call.id)
            work.calls.save(call)
            if report.cost_cents is not None:
                _book_cost_later(work, call, report.cost_cents)

    def _desk(self, report: CallReport) -> Desk | None:
        try:
            return self.pick_up(report.envelope)
        except UnknownNumber:
            return None


def _book_cost_later(work: Work, call: Call, cents: Decimal) -> None:
    """Nobody waits for what the call cost us; a cost told again is one job, another is another."""
    told = f"{cents.normalize():f}"
    facts = {"call_id": call.id, "cents": told}
    work.jobs.enqueue(Job(JOB, f"cost:{VOICE}:{call.id}:{told}", facts, call.organisation_id))


def _inbox_key(report: CallReport, body: bytes) -> str:
    """A repetition has the same bytes; a second transfer of the call has others."""
    return f"{report.event}:{report.envelope.call_id}:{sha256(body).hexdigest()[:16]}"
