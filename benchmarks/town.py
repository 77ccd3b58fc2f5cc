"""A whole tree with prices and money: one platform, its resellers, their companies."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import attrs

from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.price import PerSecond
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.wallet import Wallet
from askpro.domain.ids import OrganisationId, PriceRuleId
from askpro.domain.money import Money, Price
from askpro.domain.organisations.organisation import Kind, Organisation, below, platform
from askpro.domain.organisations.scope import Scope
from askpro.entrypoints.container import Container
from askpro.ports.clock import NewId
from askpro.ports.storage import Work

PLENTY_CENTS = 10**12


@attrs.frozen
class Town:
    """Who is there."""

    root: Organisation
    resellers: tuple[Organisation, ...]
    companies: tuple[Organisation, ...]


def found_town(container: Container, resellers: int, companies_each: int) -> Town:
    """Found it in an empty database: 0.30 € a minute for resellers, 0.40 € for companies."""
    new_id = container.new_id()
    town = _imagined(new_id, resellers, companies_each)
    with container.storage().begin(Scope.everything()) as work:
        for organisation in (town.root, *town.resellers, *town.companies):
            work.organisations.add(organisation)
        for seller, price in _sellers(town):
            work.prices.add_rule(_per_minute(new_id, seller, price))
        for payer in (*town.resellers, *town.companies):
            _fill(work, payer.id)
    return town


def _imagined(new_id: NewId, resellers: int, companies_each: int) -> Town:
    root = platform(OrganisationId(new_id()), "askpro")
    sellers = tuple(
        below(root, OrganisationId(new_id()), Kind.RESELLER, f"Partner {number}")
        for number in range(resellers)
    )
    companies = tuple(
        below(seller, OrganisationId(new_id()), Kind.COMPANY, f"Salon {number} of {seller.name}")
        for seller in sellers
        for number in range(companies_each)
    )
    return Town(root, sellers, companies)


def _sellers(town: Town) -> Iterator[tuple[OrganisationId, str]]:
    yield town.root.id, "0.30"
    for reseller in town.resellers:
        yield reseller.id, "0.40"


def _per_minute(new_id: NewId, seller: OrganisationId, price: str) -> PriceRule:
    since = datetime.now(UTC) - timedelta(days=30)
    model = PerSecond(Price.parse(price))
    return PriceRule(PriceRuleId(new_id()), CALL_SECOND, seller, None, since, model)


def _fill(work: Work, payer: OrganisationId) -> None:
    work.wallets.open(Wallet(payer, Money(0)))
    work.wallets.credit(payer, PLENTY_CENTS)
