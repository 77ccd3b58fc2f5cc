"""A town that charges as in real life, to be rated again."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.billing.chain import Chain, chain_in_force
from askpro.domain.billing.charge import Charge
from askpro.domain.billing.commission import period_of
from askpro.domain.billing.difference import Difference, Tier
from askpro.domain.billing.price_book import Entries, PriceBook, rules_of
from askpro.domain.billing.rating import Counter
from askpro.domain.billing.terms import Terms
from askpro.domain.billing.used import NOTHING, Used
from askpro.domain.billing.what_if import Held, Instead, WhatIf
from askpro.domain.ids import AgreementId, ChargeId, OrganisationId, PriceBookId
from askpro.domain.money import Currency
from askpro.testing.billing_strategies.chains import TIERS

BERLIN = ZoneInfo("Europe/Berlin")
SINCE = datetime(2026, 9, 30, 22, tzinfo=UTC)
"""Midnight in Berlin."""
PLATFORM, RESELLER = TIERS[:2]
SALON, GARAGE = TIERS[3:5]


@attrs.frozen
class Town:
    """Books of every seller, terms of every buyer, and the paths of two companies."""

    books: tuple[PriceBook, ...]
    terms: tuple[Terms, ...]
    paths: Mapping[OrganisationId, tuple[OrganisationId, ...]]

    def chain(self, company: OrganisationId, at: datetime) -> Chain:
        return chain_in_force(self.paths[company], rules_of(self.books), self.terms, at)

    def held(self, path: tuple[OrganisationId, ...]) -> tuple[Sequence[object], Sequence[Terms]]:
        pairs = set(pairwise(path))
        rules = [r for r in rules_of(self.books) if any(r.is_for(*pair) for pair in pairs)]
        return rules, self.terms


@attrs.frozen
class Usage:
    """Some seconds or calls of a company."""

    company: OrganisationId
    meter: object
    quantity: int
    at: datetime


def a_book(
    seller: OrganisationId, entries: Entries, buyer: OrganisationId | None = None, number: int = 1,
    since: datetime = SINCE,
) -> PriceBook:  # fmt: skip
    id = PriceBookId(uuid5(seller, f"{buyer} {number}"))
    return PriceBook(id, seller, buyer, "Book", Currency.EUR, since, entries)


def charged(town: Town, usages: Sequence[Usage]) -> list[Charge]:
    """Charge as in real life: one after the other, on top of what the month has."""
    bases: dict[tuple[str, AgreementId], int] = {}
    used: dict[tuple[str, Counter], Used] = {}
    charges = []
    for number, usage in enumerate(sorted(usages, key=lambda one: one.at)):
        month = period_of(usage.at, BERLIN)
        rating = town.chain(usage.company, usage.at).rate(
            usage.meter,  # type: ignore[arg-type]
            usage.quantity,
            {id: cents for (of, id), cents in bases.items() if of == month},
            at=usage.at,
            used={counter: had for (of, counter), had in used.items() if of == month},
        )
        for share in rating.shares:
            if share.earned:
                key = month, share.earned.agreement_id
                bases[key] = bases.get(key, 0) + share.earned.base_cents
        for counter, more in rating.counted().items():
            used[month, counter] = used.get((month, counter), NOTHING) + more
        id = ChargeId(UUID(int=number))
        charges.append(Charge(id, f"u:{number}", usage.company, usage.at, rating, None))
    return charges


def what_if(town: Town, charges: Sequence[Charge], instead: Instead) -> Difference:
    held: Held = town.held  # type: ignore[assignment]
    again = WhatIf(instead, held, BERLIN)
    again.take_all(charges)
    return again.difference()


def sums(charges: Sequence[Charge]) -> dict[Tier, int]:
    """What each tier is left with, straight from the charges."""
    found: dict[Tier, int] = {}
    for charge in charges:
        for tier, gain in charge.rating.gains().items():
            key = Tier(tier, gain.currency)
            found[key] = found.get(key, 0) + gain.cents
    return found
