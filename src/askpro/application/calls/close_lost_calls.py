"""Ask the platform about calls whose end nobody told. Repeated by the worker."""

from datetime import timedelta

import attrs

from askpro.application.calls.hear_of_call import HearOfCall
from askpro.domain.errors import NotConfigured, Unavailable
from askpro.domain.organisations.scope import Scope
from askpro.domain.telephony.call import LOST_AFTER, Call, CallStatus, NoSuchCall
from askpro.ports.clock import Clock
from askpro.ports.storage import Storage
from askpro.ports.voice import VoicePlatform

ASK_AFTER = timedelta(minutes=10)


@attrs.frozen
class CloseLostCalls:
    """A webhook is never the only source; after two hours a call is closed as lost."""

    storage: Storage
    voice: VoicePlatform
    clock: Clock
    hear_of_call: HearOfCall

    def __call__(self) -> int:
        """How many calls were ended or given up."""
        now = self.clock()
        with self.storage.look(Scope.everything()) as work:
            waiting = work.calls.unended(now - ASK_AFTER)
        return sum(self._close(call) for call in waiting)

    def _close(self, call: Call) -> bool:
        try:
            report = self.voice.fetch(call.id)
        except (NoSuchCall, NotConfigured, Unavailable):
            report = None
        if report is not None and report.ends:
            self.hear_of_call(report)
            return True
        return self._give_up(call)

    def _give_up(self, call: Call) -> bool:
        if call.first_seen_at > self.clock() - LOST_AFTER:
            return False
        with self.storage.begin(Scope.everything()) as work:
            met = work.calls.meet(call)
            if met.status is CallStatus.ENDED:
                return False
            work.calls.save(attrs.evolve(met, status=CallStatus.LOST))
            work.wallets.release(f"call:{call.id}")
            work.diary.release(call.id)
        return True
