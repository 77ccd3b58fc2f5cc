"""Give bonus credit to a wallet below; whoever gives it bears it."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid5

import attrs

from askpro.application.billing.top_up_by_hand import (
    NotByOneself,
    OtherCurrency,
    ReferenceUsed,
)
from askpro.domain.billing.lots import Kind, Lot, post_grant
from askpro.domain.billing.meter import Meter
from askpro.domain.errors import Refused
from askpro.domain.ids import LotId, OrganisationId, TransactionId
from askpro.domain.moment import utc
from askpro.domain.money import Money
from askpro.domain.organisations.actor import Actor
from askpro.domain.organisations.organisation import Organisation
from askpro.ports.clock import Clock, NewId
from askpro.ports.storage import AlreadyThere, Storage, Work

_LOTS = UUID("6f3a2d1e-2f0b-5a64-9c0e-8a2b6d5f4c11")
"""The space in which an organisation and a reference name a lot."""


@attrs.define
class NotTheGiver(Refused):
    """Bonus is given by the platform or by whoever stands directly above."""


@attrs.define
class ExpiresTooSoon(Refused):
    """Bonus expires after it is given."""

    expires_at: datetime


@attrs.frozen
class GrantBonus:
    """The reference makes giving it twice giving it once."""

    storage: Storage
    clock: Clock
    new_id: NewId

    def __call__(
        self,
        *,
        organisation_id: OrganisationId,
        amount: Money,
        reference: str,
        by: Actor,
        kind: Kind = Kind.PROMOTION,
        priority: int = 0,
        expires_at: datetime | None = None,
        meters: Collection[Meter] | None = None,
    ) -> Lot:
        """The lot; of a repetition the one that is known.

        Raises:
            NoSuchOrganisation, NoSuchWallet: Not there, or not in the actor's subtree.
            NotALot, ExpiresTooSoon, OtherCurrency, ReferenceUsed: Why not.
            NotByOneself, NotTheGiver: Not by this actor.
        """
        id = LotId(uuid5(_LOTS, f"{organisation_id}:{reference}"))
        with self.storage.look(by.scope) as work:
            known = _known(work, organisation_id, id)
            given_by = _giver(work, work.organisations.get(organisation_id), by)
            currency = work.wallets.get(organisation_id).currency
        if known is not None:
            return _same(known, amount, reference)
        if currency is not amount.currency:
            raise OtherCurrency(currency)
        now, until = self.clock(), None if expires_at is None else utc(expires_at)
        if until is not None and until <= now:
            raise ExpiresTooSoon(until)
        limited = None if meters is None else frozenset(meters)
        lot = Lot(
            id, organisation_id, given_by, amount.cents, now, kind, priority, until, limited,
            currency,
        )  # fmt: skip
        try:
            with self.storage.begin(by.scope) as work:
                work.bonus.grant(lot)
                work.ledger.post(post_grant(lot, id=TransactionId(self.new_id()), now=now))
        except AlreadyThere:
            with self.storage.look(by.scope) as work:
                beside = _known(work, organisation_id, id)
            assert beside is not None, "what stands in the way of a lot can be read"
            return _same(beside, amount, reference)
        return lot


def _giver(work: Work, owner: Organisation, by: Actor) -> OrganisationId:
    """The actor's organisation; the command line gives in the platform's name."""
    if by.organisation_id == owner.id:
        raise NotByOneself
    if by.organisation_id is None:
        given_by = work.organisations.platform().id
        if given_by == owner.id:
            raise NotByOneself
        return given_by
    if by.organisation_id not in (owner.path[0], owner.parent_id):
        raise NotTheGiver
    return by.organisation_id


def _known(work: Work, owner: OrganisationId, id: LotId) -> Lot | None:
    return next((lot for lot in work.bonus.of(owner) if lot.id == id), None)


def _same(known: Lot, amount: Money, reference: str) -> Lot:
    if Money(known.granted_cents, known.currency) != amount:
        raise ReferenceUsed(reference)
    return known
