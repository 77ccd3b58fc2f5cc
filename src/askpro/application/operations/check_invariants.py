"""Check at night what must always hold of money, and tell the operator what does not.

Every check reads what is kept and writes nothing. Where storage can say what is wrong it
is asked for that alone; the ledger and the commissions are read piece by piece.
"""

from collections.abc import Callable, Iterator

import attrs

from askpro.application.billing.verify_ledger import VerifyLedger
from askpro.application.notices.alert import alert
from askpro.domain.billing.audit import Check, sentence
from askpro.domain.billing.ledger import Account, Purpose
from askpro.domain.ids import OrganisationId
from askpro.domain.organisations.scope import Scope
from askpro.ports.clock import Clock
from askpro.ports.storage import Storage, Work

PIECE = 100
TOLD_AT_MOST = 20

Progress = Callable[[str, int, int], None]
"""Told before each check: its name, its number from 1, and how many there are."""


def in_silence(_name: str, _number: int, _of: int) -> None:
    """For whoever does not watch."""


@attrs.frozen
class Looked:
    """One check and every sentence about what it found; 100 sentences at most."""

    check: str
    faults: tuple[str, ...]


@attrs.frozen
class Checked:
    """All checks, in their order."""

    looks: tuple[Looked, ...]

    @property
    def faults(self) -> tuple[str, ...]:
        return tuple(fault for look in self.looks for fault in look.faults)


@attrs.frozen
class CheckInvariants:
    """Memory does not grow with the number of calls."""

    storage: Storage
    clock: Clock
    verify_ledger: VerifyLedger

    def __call__(self, on_progress: Progress = in_silence) -> Checked:
        """Everything that is wrong, one sentence each."""
        checks: list[tuple[str, Callable[[], Iterator[str]]]] = [
            ("ledger", self._ledger),
            ("commission", self._commissions),
            ("commission_account", self._commission_accounts),
            *((check.value, self._audited(check)) for check in Check),
        ]
        looks = []
        for number, (name, look) in enumerate(checks, start=1):
            on_progress(name, number, len(checks))
            looks.append(Looked(name, tuple(look())))
        return Checked(tuple(looks))

    def _ledger(self) -> Iterator[str]:
        yield from self.verify_ledger().faults

    def _audited(self, check: Check) -> Callable[[], Iterator[str]]:
        def look() -> Iterator[str]:
            with self.storage.look(Scope.everything()) as work:
                for finding in work.audit.find(check, self.clock(), PIECE):
                    yield sentence(check, finding)

        return look

    def _commissions(self) -> Iterator[str]:
        """Posted commission is the floor of rate × Σ base, for each agreement and period."""
        with self.storage.look(Scope.everything()) as work:
            for reseller_id in _earners(work):
                agreed = work.commissions.agreed(reseller_id)
                for tally in work.commissions.tallies(reseller_id, {}):
                    of = f"of agreement {tally.agreement_id} in {tally.period}"
                    known = agreed.get(tally.agreement_id)
                    if known is None:
                        yield f"the commission {of} stands under no terms of {reseller_id}"
                        continue
                    true = known.agreement.entitlement(tally.base_cents)
                    if tally.cents != true:
                        yield f"the commission {of} was posted as {tally.cents} cents, not {true}"

    def _commission_accounts(self) -> Iterator[str]:
        """The ledger's commission accounts are commissions and bonuses less payouts."""
        with self.storage.look(Scope.everything()) as work:
            balances = work.ledger.balances()
            for reseller_id in _earners(work):
                commission = sum(one.cents for one in work.commissions.tallies(reseller_id, {}))
                bonuses = sum(one.cents for one in work.settlements.bonuses(reseller_id))
                paid = sum(one.cents for one in work.settlements.payouts(reseller_id))
                currency = work.organisations.get(reseller_id).currency
                account = Account(reseller_id, Purpose.COMMISSION, currency)
                true, kept = commission + bonuses - paid, balances.get(account, 0)
                if kept != true:
                    yield (
                        f"the commission account of {reseller_id} stands at {kept} cents, "
                        f"its statements at {true}"
                    )


@attrs.frozen
class ReportFaults:
    """The daily duty: faults become a letter to the operator, once a day."""

    storage: Storage
    clock: Clock
    check_invariants: CheckInvariants

    def __call__(self) -> int:
        """How many faults there are."""
        faults = self.check_invariants().faults
        if faults:
            told = [f"{fault[:1].upper()}{fault[1:]}." for fault in faults[:TOLD_AT_MOST]]
            if len(faults) > TOLD_AT_MOST:
                told.append(f"{len(faults) - TOLD_AT_MOST} more: askpro invariants")
            with self.storage.begin(Scope.everything()) as work:
                alert(work, f"invariants:{self.clock():%Y-%m-%d}", "\n".join(told))
        return len(faults)


def _earners(work: Work) -> Iterator[OrganisationId]:
    after: OrganisationId | None = None
    while True:
        piece = work.commissions.earners(after, PIECE)
        yield from piece
        if len(piece) < PIECE:
            return
        after = piece[-1]
