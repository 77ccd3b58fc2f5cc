"""A whole tree with prices and money: one platform, its resellers, their companies."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.many_rows import insert_rows
from askpro.adapters.sql.rows.billing import rule_row, wallet_row
from askpro.adapters.sql.rows.organisations import organisation_row
from askpro.adapters.sql.tables.billing import price_rules, wallets
from askpro.adapters.sql.tables.organisations import organisations
from askpro.domain.billing.chain import Chain, chain_in_force
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.price import PerSecond
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.terms import Terms
from askpro.domain.billing.wallet import Wallet
from askpro.domain.ids import OrganisationId, PriceRuleId
from askpro.domain.money import Money, Price
from askpro.domain.organisations.organisation import Kind, Organisation, below, platform
from askpro.entrypoints.container import Container
from askpro.ports.clock import NewId

PLENTY_CENTS = 10**12
CHEAPEST, STEP = Price.parse("0.30"), Price.parse("0.10")
SINCE = datetime.now(UTC) - timedelta(days=30)


@attrs.frozen
class Town:
    """Who is there, and for how much each seller sells to whoever stands below it."""

    root: Organisation
    resellers: tuple[Organisation, ...]
    companies: tuple[Organisation, ...]
    prices: Mapping[OrganisationId, PriceRule] = attrs.field(eq=False, repr=False)

    def chain_of(self, company: Organisation, terms: Iterable[Terms] = ()) -> Chain:
        """What its desk has at hand when a call ends."""
        rules = [self.prices[seller] for seller in company.path[:-1]]
        return chain_in_force(company.path, rules, terms, datetime.now(UTC))


def found_town(
    container: Container, resellers: int, companies_each: int, cents: int = PLENTY_CENTS
) -> Town:
    """Found it in an empty database: 0.30 € a minute for resellers, 0.40 € for companies.

    ``cents`` are in every wallet, without a transaction behind them.
    """
    new_id = container.new_id()
    root = platform(OrganisationId(new_id()), "askpro")
    sellers = tuple(
        _below(root, new_id, Kind.RESELLER, f"Partner {number}") for number in range(resellers)
    )
    companies = tuple(
        _below(seller, new_id, Kind.COMPANY, f"Salon {number} of {seller.name}")
        for seller in sellers
        for number in range(companies_each)
    )
    return _founded(container, root, sellers, companies, cents)


def found_towers(container: Container, highest: int) -> Town:
    """Found a company below no reseller, one below one, one below two in a row and so on.

    Each tier sells for 0.10 € a minute more than it pays; the first company is the platform's
    own, the last stands below ``highest`` resellers.
    """
    new_id = container.new_id()
    steps = [platform(OrganisationId(new_id()), "askpro")]
    for number in range(highest):
        steps.append(_below(steps[-1], new_id, Kind.RESELLER, f"Partner {number}"))
    companies = tuple(_below(step, new_id, Kind.COMPANY, f"Salon of {step.name}") for step in steps)
    return _founded(container, steps[0], tuple(steps[1:]), companies)


def _below(parent: Organisation, new_id: NewId, kind: Kind, name: str) -> Organisation:
    return below(parent, OrganisationId(new_id()), kind, name)


def _founded(
    container: Container,
    root: Organisation,
    resellers: tuple[Organisation, ...],
    companies: tuple[Organisation, ...],
    cents: int = PLENTY_CENTS,
) -> Town:
    """Written many rows at a time: through the doors, thousands would take minutes."""
    new_id = container.new_id()
    prices = {seller.id: _per_minute(new_id, seller) for seller in (root, *resellers)}
    town = Town(root, resellers, companies, prices)
    full = [Wallet(payer.id, Money(cents)) for payer in (*resellers, *companies)]
    with container.writer().begin() as connection:
        everybody = [organisation_row(each) for each in (root, *resellers, *companies)]
        insert_rows(connection, organisations, everybody)
        insert_rows(connection, price_rules, [rule_row(rule) for rule in prices.values()])
        insert_rows(connection, wallets, [wallet_row(wallet) for wallet in full])
        if connection.dialect.name == "postgresql":
            # As its autovacuum does within a minute, and only these: what it has seen empty
            # it goes on reading from end to end, however much is there later.
            connection.execute(sa.text("ANALYZE organisations, price_rules, wallets"))
    return town


def _per_minute(new_id: NewId, seller: Organisation) -> PriceRule:
    model = PerSecond(Price(CHEAPEST.millionths + STEP.millionths * (seller.depth - 1)))
    return PriceRule(PriceRuleId(new_id()), CALL_SECOND, seller.id, None, SINCE, model)
