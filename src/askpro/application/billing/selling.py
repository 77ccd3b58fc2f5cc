"""Who sets prices, and for whom: one's own, for one's direct children."""

import attrs

from askpro.domain.billing.price_book import NoSuchPriceBook, PriceBook
from askpro.domain.errors import Refused
from askpro.domain.ids import OrganisationId, PriceBookId
from askpro.domain.organisations.actor import Actor
from askpro.domain.organisations.organisation import Kind, Organisation
from askpro.ports.storage import NoSuchOrganisation, Work


@attrs.define
class NotAChild(Refused):
    """A price is set for an organisation directly below the seller."""

    buyer_id: OrganisationId


@attrs.define
class SellsToNobody(Refused):
    """A company sells to nobody and so sets no prices."""

    organisation_id: OrganisationId


def seller_for(work: Work, id: OrganisationId, by: Actor) -> Organisation:
    """The seller, where its prices are the actor's own or the actor is the operator.

    What a partner asks of its own partners and companies is none of the business of those
    above it: to them it is not there.

    Raises:
        NoSuchOrganisation: Not there, or not the actor's own.
        SellsToNobody: It is a company.
    """
    seller = work.organisations.get(id)
    if not _is_own(work, id, by):
        raise NoSuchOrganisation
    if seller.kind is Kind.COMPANY:
        raise SellsToNobody(id)
    return seller


def refuse_no_child(work: Work, seller_id: OrganisationId, buyer_id: OrganisationId | None) -> None:
    """Raises ``NotAChild``, or ``NoSuchOrganisation`` for one that is not in sight."""
    if buyer_id is not None and work.organisations.get(buyer_id).parent_id != seller_id:
        raise NotAChild(buyer_id)


def own_book(work: Work, id: PriceBookId, by: Actor) -> PriceBook:
    """The book, where its prices are the actor's own or the actor is the operator.

    Raises:
        NoSuchPriceBook: Not there, or not the actor's own.
    """
    book = work.price_books.get(id)
    if not _is_own(work, book.seller_id, by):
        raise NoSuchPriceBook
    return book


def _is_own(work: Work, seller_id: OrganisationId, by: Actor) -> bool:
    if by.organisation_id in (None, seller_id):
        return True
    assert by.organisation_id is not None
    return work.organisations.get(by.organisation_id).kind is Kind.PLATFORM
