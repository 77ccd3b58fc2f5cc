"""Decide which commissions leave, and move them to payout clearing in the books.

The money itself is transferred by somebody else: a payout says how far that has come and
never that it was paid when nobody paid it.
"""

from collections.abc import Iterator

import attrs

from askpro.application.billing.commission_books import account_of, settle_bonuses
from askpro.domain.billing.commission_account import CommissionAccount, Payout, Transfer
from askpro.domain.billing.entitlement import Kept, post_payout
from askpro.domain.ids import OrganisationId, TransactionId
from askpro.domain.money import Money
from askpro.domain.organisations.organisation import Organisation
from askpro.domain.organisations.scope import Scope
from askpro.ports.clock import Clock, NewId
from askpro.ports.storage import AlreadyThere, Storage, Work

PIECE = 100


@attrs.frozen
class Decision:
    """What was decided for one reseller and whoever pays him."""

    reseller: Organisation
    payer_id: OrganisationId
    outcome: Payout | Kept


@attrs.frozen
class PayOutCommissions:
    """A run over all resellers; ``transfer`` is how far a payout is once it is decided."""

    storage: Storage
    clock: Clock
    new_id: NewId
    transfer: Transfer

    def __call__(self) -> Iterator[Decision]:
        """Each reseller in a work of its own; a run that is broken off is taken up again."""
        after: OrganisationId | None = None
        while True:
            with self.storage.look(Scope.everything()) as work:
                earners = work.commissions.earners(after, PIECE)
            for reseller_id in earners:
                yield from self._decide(reseller_id)
            if len(earners) < PIECE:
                return
            after = earners[-1]

    def _decide(self, reseller_id: OrganisationId) -> tuple[Decision, ...]:
        try:
            with self.storage.begin(Scope.everything()) as work:
                reseller = work.organisations.get(reseller_id)
                settle_bonuses(work, reseller, self.clock(), self.new_id)
                account = account_of(work, reseller, self.clock())
                return tuple(
                    Decision(reseller, payer, self._pay(work, reseller, payer, account.of(payer)))
                    for payer in account.payers
                )
        except AlreadyThere:
            return ()  # another node has just decided for this reseller; its decision stands

    def _pay(
        self,
        work: Work,
        reseller: Organisation,
        payer_id: OrganisationId,
        account: CommissionAccount,
    ) -> Payout | Kept:
        amount = account.standing().payable(account.threshold_cents)
        if isinstance(amount, Kept):
            return amount
        assert isinstance(amount, Money)
        id, now = TransactionId(self.new_id()), self.clock()
        payout = Payout(
            reseller.id, payer_id, len(account.payouts) + 1, amount.cents, amount.currency,
            now, self.transfer, id,
        )  # fmt: skip
        posted = work.ledger.post(
            post_payout(
                amount,
                reseller_id=reseller.id,
                payer_id=payer_id,
                reference=payout.reference,
                id=id,
                now=now,
            )
        )
        if not posted.new:
            raise AlreadyThere(f"payout {payout.reference}")
        work.settlements.add_payout(payout)
        return payout
