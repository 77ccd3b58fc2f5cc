"""Agree terms with a direct child: margin or commission, in whose name, within what bounds."""

from datetime import datetime

import attrs

from askpro.application.billing.selling import seller_for
from askpro.domain.billing.commission import Agreement, Band, Base
from askpro.domain.billing.markup import Markup
from askpro.domain.billing.terms import Edge, Terms, terms_in_force
from askpro.domain.errors import Refused
from askpro.domain.ids import AgreementId, OrganisationId
from askpro.domain.organisations.actor import Actor
from askpro.domain.organisations.organisation import Kind
from askpro.ports.clock import Clock, NewId
from askpro.ports.storage import Storage, Work


@attrs.define
class BuysFromNobody(Refused):
    """The platform buys from nobody and so agrees no terms with a seller."""


@attrs.define
class EarnsNoCommission(Refused):
    """A company uses what it buys and earns no commission on it."""

    organisation_id: OrganisationId


@attrs.define
class AgreedForThePast(Refused):
    """Terms hold from now on or later; what was used before is charged already."""

    valid_from: datetime
    now: datetime


@attrs.frozen
class Commission:
    """Rates by the period's volume, and of what they are a share."""

    bands: tuple[Band, ...]
    base: Base = Base.GROSS


@attrs.frozen
class AgreeTerms:
    """The terms before are not changed: the younger ones count from their first instant."""

    storage: Storage
    clock: Clock
    new_id: NewId

    def __call__(
        self,
        buyer_id: OrganisationId,
        *,
        valid_from: datetime | None = None,
        commission: Commission | None = None,
        prepaid: bool = True,
        may_lose: bool = False,
        edge: Edge | None = None,
        markups: tuple[Markup, ...] = (),
        by: Actor,
    ) -> Terms:
        """What is agreed with the buyer's present parent; without a commission, a margin.

        A commission that stays as it was goes on counting in its period.

        Raises:
            NoSuchOrganisation: The buyer or its parent is not there, or not the actor's own.
            BuysFromNobody, EarnsNoCommission, AgreedForThePast: Why not.
            AlreadyThere: Terms from that very instant are agreed already.
        """
        now = self.clock()
        since = valid_from or now
        if since < now:
            raise AgreedForThePast(since, now)
        with self.storage.begin(by.scope) as work:
            buyer = work.organisations.get(buyer_id)
            if buyer.parent_id is None:
                raise BuysFromNobody
            seller_for(work, buyer.parent_id, by)
            if commission and buyer.kind is Kind.COMPANY:
                raise EarnsNoCommission(buyer_id)
            agreed = Terms(
                buyer_id=buyer_id,
                valid_from=since,
                agreement=self._agreement(work, buyer.path, since, commission),
                prepaid=prepaid,
                may_lose=may_lose,
                edge=edge,
                markups=markups,
                seller_id=buyer.parent_id,
            )
            work.prices.add_terms(agreed)
        return agreed

    def _agreement(
        self,
        work: Work,
        path: tuple[OrganisationId, ...],
        since: datetime,
        commission: Commission | None,
    ) -> Agreement | None:
        if commission is None:
            return None
        _, terms = work.prices.along(path, since)
        before = terms_in_force(terms, path[-2], path[-1], since)
        new = Agreement(AgreementId(self.new_id()), commission.bands, commission.base)
        kept = before.agreement if before else None
        return kept if kept and attrs.evolve(new, id=kept.id) == kept else new
