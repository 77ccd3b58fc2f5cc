"""Close a month of the books."""

import attrs

from askpro.application.billing.seal_ledger import SealLedger
from askpro.domain.billing.closed import ClosedPeriod, closing_of, refuse_to_close
from askpro.domain.organisations.scope import Scope
from askpro.ports.clock import Clock
from askpro.ports.storage import Storage


@attrs.frozen
class ClosePeriod:
    """What is posted from then on belongs to a later month; see ``closed`` for why it does."""

    storage: Storage
    clock: Clock
    seal_ledger: SealLedger

    def __call__(self, period: str) -> ClosedPeriod:
        """Seal all that was posted, then close the month; a closed one stays as it is.

        Raises:
            NotAPeriod, PeriodStillRuns, ClosesOutOfOrder: Why not.
        """
        with self.storage.look(Scope.everything()) as work:
            refuse_to_close(closing_of(work.closings.all()), period, self.clock())
        self.seal_ledger(everything=True)
        with self.storage.begin(Scope.everything()) as work:
            closed = ClosedPeriod.behind(work.seals.head(), period, self.clock())
            work.closings.add(closed)
            return next(one for one in work.closings.all() if one.period == period)
