"""Put money that arrived outside into a wallet."""

import attrs

from askpro.domain.billing.ledger import Transaction
from askpro.domain.billing.top_up import TopUp, post_top_up
from askpro.domain.errors import Refused
from askpro.domain.ids import OrganisationId, TransactionId
from askpro.domain.money import Currency, Money
from askpro.domain.organisations.actor import Actor
from askpro.ports.clock import Clock, NewId
from askpro.ports.storage import Storage, Work


@attrs.define
class ReferenceUsed(Refused):
    """This reference was used for another amount; give the new payment its own."""

    reference: str


@attrs.define
class OtherCurrency(Refused):
    """The wallet is kept in another currency."""

    wallet: Currency


@attrs.define
class NobodyAbove(Refused):
    """The platform has no one above it who could receive a top-up."""


@attrs.define
class NotByOneself(Refused):
    """Whoever stands above books what has been paid, not the payer."""


@attrs.define
class _BookedBeside(Exception):
    """Somebody booked it between our look and our entry; this work must be forgotten."""

    known: Transaction
    top_up: TopUp


@attrs.frozen
class TopUpByHand:
    """A member books a payment; the reference makes booking it twice booking it once."""

    storage: Storage
    clock: Clock
    new_id: NewId

    def __call__(
        self, *, organisation_id: OrganisationId, amount: Money, reference: str, by: Actor
    ) -> Transaction:
        """The stored transaction; what was owed is settled first.

        Raises:
            NoSuchOrganisation, NoSuchWallet: Not there, or not in the actor's subtree.
            NotATopUp, OtherCurrency, ReferenceUsed, NobodyAbove, NotByOneself: Why not.
        """
        if by.organisation_id == organisation_id:
            raise NotByOneself
        try:
            with self.storage.begin(by.scope) as work:
                return self._book(work, organisation_id, amount, reference)
        except _BookedBeside as beside:
            return _same(beside.known, beside.top_up)

    def _book(
        self, work: Work, organisation_id: OrganisationId, amount: Money, reference: str
    ) -> Transaction:
        organisation = work.organisations.get(organisation_id)
        if organisation.parent_id is None:
            raise NobodyAbove
        top_up = TopUp(organisation.id, organisation.parent_id, amount, reference)
        wallet = work.wallets.get(organisation.id)
        if wallet.currency is not amount.currency:
            raise OtherCurrency(wallet.currency)
        known = work.ledger.under(top_up.source_key)
        if known is not None:
            return _same(known, top_up)
        settled = work.wallets.credit(organisation.id, amount.cents)
        transaction = post_top_up(
            top_up, settles_cents=settled, id=TransactionId(self.new_id()), now=self.clock()
        )
        posted = work.ledger.post(transaction)
        if not posted.new:
            raise _BookedBeside(posted.transaction, top_up)
        return posted.transaction


def _same(known: Transaction, top_up: TopUp) -> Transaction:
    if known.of(top_up.organisation_id) != top_up.amount:
        raise ReferenceUsed(top_up.reference)
    return known
