"""Check the seals, piece by piece, and that they lead to where months were closed."""

from collections.abc import Callable, Iterator, Sequence

import attrs

from askpro.domain.billing.closed import ClosedPeriod, closing_of
from askpro.domain.billing.closing import Closing
from askpro.domain.billing.ledger import Damaged, Transaction
from askpro.domain.billing.seal import Break, Fault, Seal, verify
from askpro.ports.storage import Work

PIECE = 500

SENTENCES = {
    Break.GAP: "seal {sequence} is missing or out of its place",
    Break.OTHER_TRANSACTION: "seal {sequence} is of another transaction",
    Break.LINK: "seal {sequence} does not follow the one before it",
    Break.CHANGED: "the transaction under seal {sequence} was changed after it was sealed",
    Break.CUT_OFF: "the seals end before {sequence}, where they once were",
}


def seal_faults(work: Work, progress: Callable[[str, int], None]) -> tuple[int, list[str]]:
    """How many seals hold, and the first fault of the chain and of each closed month."""
    months = _Months(list(work.closings.all()))
    faults: list[str] = []
    last: Seal | None = None
    try:
        for piece in _pieces(work):
            fault = verify(piece, after=last)
            if fault is not None:
                return fault.sequence - 1, [*faults, _sentence(fault)]
            for seal, transaction in piece:
                faults += months.faults(seal, transaction)
            last = piece[-1][0]
            progress("seals", last.sequence)
    except Damaged as damage:
        return last.sequence if last else 0, [*faults, str(damage)]
    reached = last.sequence if last else 0
    if months.any_behind(reached):
        faults.append(_sentence(Fault(reached + 1, Break.CUT_OFF)))
    return reached, faults


def _pieces(work: Work) -> Iterator[Sequence[tuple[Seal, Transaction]]]:
    piece = work.seals.sealed(0, PIECE)
    while piece:
        yield piece
        piece = work.seals.sealed(piece[-1][0].sequence, PIECE)


@attrs.define
class _Months:
    """The closed months along the chain; each is closed for the seals behind its own."""

    _ahead: list[ClosedPeriod]
    _closing: Closing = attrs.field(factory=Closing, init=False)

    def faults(self, seal: Seal, transaction: Transaction) -> Iterator[str]:
        """What one seal says against the months; to be asked in the order of the chain."""
        while self._ahead and self._ahead[0].sequence < seal.sequence:
            self._closing = closing_of([self._ahead.pop(0)])
        if self._closing.is_closed(transaction.posted_at):
            yield f"transaction {transaction.id} was posted into a month that was closed"
        for closed in self._ahead:
            if closed.sequence == seal.sequence and closed.digest != seal.digest:
                yield f"seal {seal.sequence} is not the one {closed.period} was closed behind"

    def any_behind(self, reached: int) -> bool:
        return any(closed.sequence > reached for closed in self._ahead)


def _sentence(fault: Fault) -> str:
    return SENTENCES[fault.kind].format(sequence=fault.sequence)
