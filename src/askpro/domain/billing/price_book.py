"""Dated prices that one organisation sets for its direct children: the only source of prices.

For every instant exactly one rule prices a meter between a seller and a buyer: the one
made for this buyer before the one for all children, the younger before the older.
A rule holds from its first instant until just before its last.

A book is a draft until it is published; a published one never changes. The next version
ends the one before at its own first instant, which belongs to the new one.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import uuid5

import attrs
from attrs.validators import instance_of

from askpro.domain.billing.meter import Meter
from askpro.domain.billing.price import AnyModel
from askpro.domain.billing.used import NOTHING, Used
from askpro.domain.errors import Missing, Refused
from askpro.domain.ids import OrganisationId, PriceBookId, PriceRuleId
from askpro.domain.moment import utc
from askpro.domain.money import Currency, Money


@attrs.define
class NoPrice(Refused):
    """The seller has set no price for this."""

    meter: Meter
    seller_id: OrganisationId
    buyer_id: OrganisationId


@attrs.frozen
class PriceRule:
    """What one meter costs between a seller and a buyer (None: all his children).

    ``book_id`` names the version of a price book it stands in, where it stands in one.
    """

    id: PriceRuleId
    meter: Meter
    seller_id: OrganisationId
    buyer_id: OrganisationId | None
    valid_from: datetime
    model: AnyModel = attrs.field(validator=instance_of(AnyModel))
    valid_until: datetime | None = None
    version: int = 1
    book_id: PriceBookId | None = None

    def holds(self, at: datetime) -> bool:
        return self.valid_from <= at and (self.valid_until is None or at < self.valid_until)

    def is_for(self, seller_id: OrganisationId, buyer_id: OrganisationId) -> bool:
        return self.seller_id == seller_id and self.buyer_id in (buyer_id, None)

    @property
    def counts(self) -> bool:
        """Whether the price depends on what the period already had."""
        return self.model.counts

    def amount(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> Money:
        """What the quantity costs at an instant, on top of what the period already had."""
        return self.model.amount(quantity, at, before)

    def billed(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> int:
        """How much of the quantity is paid for."""
        return self.model.billed(quantity, at, before)


def rules_in_force(
    rules: Iterable[PriceRule],
    seller_id: OrganisationId,
    buyer_id: OrganisationId,
    at: datetime,
) -> tuple[PriceRule, ...]:
    """One rule for each meter the seller prices for the buyer at this instant."""
    best: dict[Meter, PriceRule] = {}
    for rule in rules:
        if rule.is_for(seller_id, buyer_id) and rule.holds(at):
            rival = best.get(rule.meter)
            if rival is None or _rank(rule) > _rank(rival):
                best[rule.meter] = rule
    return tuple(best[meter] for meter in sorted(best))


def _rank(rule: PriceRule) -> tuple[bool, datetime, int, str]:
    return rule.buyer_id is not None, rule.valid_from, rule.version, str(rule.id)


class Status(Enum):
    """Whether a book still changes."""

    DRAFT = "draft"
    PUBLISHED = "published"


@attrs.define
class NoSuchPriceBook(Missing):
    """There is no such price book here."""


@attrs.define
class PublishedBook(Refused):
    """A published price book never changes; publish a next version."""

    id: PriceBookId
    version: int
    published_at: datetime


Entries = tuple[tuple[Meter, AnyModel], ...]


def _by_meter(entries: Mapping[Meter, AnyModel] | Entries) -> Entries:
    pairs = entries.items() if isinstance(entries, Mapping) else entries
    return tuple(sorted(pairs, key=lambda pair: pair[0]))


@attrs.frozen
class PriceBook:
    """One version of the prices of a seller, for one buyer or (None) all his children.

    ``id`` names this version; the versions of one seller and buyer follow each other.
    """

    id: PriceBookId
    seller_id: OrganisationId
    buyer_id: OrganisationId | None
    name: str
    currency: Currency
    valid_from: datetime = attrs.field(converter=utc)
    entries: Entries = attrs.field(converter=_by_meter)
    valid_until: datetime | None = attrs.field(
        default=None, converter=attrs.converters.optional(utc)
    )
    version: int = 1
    published_at: datetime | None = None

    @property
    def status(self) -> Status:
        return Status.DRAFT if self.published_at is None else Status.PUBLISHED

    def holds(self, at: datetime) -> bool:
        return self.valid_from <= at and (self.valid_until is None or at < self.valid_until)

    def is_beside(self, other: "PriceBook") -> bool:
        """Whether the two are versions of the same prices."""
        return (self.seller_id, self.buyer_id) == (other.seller_id, other.buyer_id)

    def meets(self, other: "PriceBook") -> bool:
        """Whether both hold at some instant."""
        begins_in_time = other.valid_until is None or self.valid_from < other.valid_until
        return begins_in_time and (self.valid_until is None or other.valid_from < self.valid_until)

    def revised(self, **changes: Any) -> "PriceBook":
        """The draft with other entries, dates or name.

        Raises:
            PublishedBook: It is no draft any more.
        """
        if self.published_at is not None:
            raise PublishedBook(self.id, self.version, self.published_at)
        return attrs.evolve(self, **changes)

    def next_draft(self, id: PriceBookId, valid_from: datetime) -> "PriceBook":
        """The same prices, to be changed and published for a later time."""
        return attrs.evolve(self, id=id, valid_from=valid_from, valid_until=None, published_at=None)

    def rules(self) -> tuple[PriceRule, ...]:
        """A rule for each entry; their ids follow from the book's, so they never change."""
        return tuple(
            PriceRule(
                id=PriceRuleId(uuid5(self.id, meter)),
                meter=meter,
                seller_id=self.seller_id,
                buyer_id=self.buyer_id,
                valid_from=self.valid_from,
                model=model,
                valid_until=self.valid_until,
                version=self.version,
                book_id=self.id,
            )
            for meter, model in self.entries
        )


def rules_of(books: Iterable[PriceBook]) -> tuple[PriceRule, ...]:
    """The rules of the published ones; a draft prices nothing."""
    return tuple(rule for book in books if book.published_at for rule in book.rules())
