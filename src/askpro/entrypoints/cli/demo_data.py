"""The invented tree of the demo: one platform, a reseller, four companies.

    askpro ─┬─ Nordlicht Telefonassistenz ─┬─ Salon Haarmonie, Köln
            │  0.30 €/min                  ├─ Praxis Dr. Sommer, Köln
            │                              └─ Fleet Street Barbers, Hamburg, in English
            │                                 0.40 €/min each
            └─ Autohaus Lindner, Bonn  0.42 €/min, without a reseller

Ten minutes at the salon: it pays 4.00, Nordlicht keeps 1.00, askpro keeps 3.00.
Every id is made from a name, so that seeding twice finds what is there.
"""

from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.price import PerSecond
from askpro.domain.billing.price_book import PublishedBook
from askpro.domain.billing.vendor_cost import ExchangeRate
from askpro.domain.ids import BranchId, OrganisationId, PriceBookId
from askpro.domain.moment import local
from askpro.domain.money import Currency, Money, Price
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.branch import Address
from askpro.domain.organisations.key import read_token
from askpro.domain.organisations.organisation import Kind, Language
from askpro.entrypoints.cli.demo_catalogues import (
    BARBERS,
    GARAGE,
    PRACTICE,
    SALON,
    Menu,
    catalogue_of,
)
from askpro.entrypoints.cli.demo_keys import DemoKeys
from askpro.entrypoints.tokens import token_hash
from askpro.ports.storage import AlreadyThere

if TYPE_CHECKING:
    from askpro.entrypoints.container import Container

SALON_NUMBER = "+4922112345670"
PRACTICE_NUMBER = "+4922112345680"
GARAGE_NUMBER = "+4922812345690"
BARBERS_NUMBER = "+494012345675"
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
SEEDER = Actor(ActorKind.SYSTEM, "demo")

_DEMO = UUID("5eedda7a-0000-5000-8000-000000000000")


def named(name: str) -> UUID:
    """The same name is the same identity, in every demo."""
    return uuid5(_DEMO, name)


PLATFORM = OrganisationId(named("askpro"))
RESELLER = OrganisationId(named("Nordlicht"))
SALON_ID = OrganisationId(named("Haarmonie"))
PRACTICE_ID = OrganisationId(named("Dr. Sommer"))
GARAGE_ID = OrganisationId(named("Lindner"))
BARBERS_ID = OrganisationId(named("Fleet Street"))


@attrs.frozen
class Shop:
    """A company of one branch."""

    id: OrganisationId
    parent_id: OrganisationId
    name: str
    number: str
    address: Address
    email: str
    menu: Menu
    paid_in: Money
    language: Language = Language.GERMAN


SHOPS = (
    Shop(
        SALON_ID,
        RESELLER,
        "Salon Haarmonie",
        SALON_NUMBER,
        Address("Lindenstraße 12", "50674", "Köln"),
        "empfang@haarmonie.example",
        SALON,
        Money(50_00),
    ),
    Shop(
        PRACTICE_ID,
        RESELLER,
        "Praxis Dr. Sommer",
        PRACTICE_NUMBER,
        Address("Aachener Straße 210", "50931", "Köln"),
        "praxis@dr-sommer.example",
        PRACTICE,
        Money(80_00),
    ),
    Shop(
        GARAGE_ID,
        PLATFORM,
        "Autohaus Lindner",
        GARAGE_NUMBER,
        Address("Bornheimer Straße 88", "53119", "Bonn"),
        "werkstatt@lindner.example",
        GARAGE,
        Money(60_00),
    ),
    Shop(
        BARBERS_ID,
        RESELLER,
        "Fleet Street Barbers",
        BARBERS_NUMBER,
        Address("Deichstraße 23", "20459", "Hamburg"),
        "hello@fleet-street.example",
        BARBERS,
        Money(40_00),
        Language.ENGLISH,
    ),
)
PRICES = (
    (PLATFORM, RESELLER, "0.30"),
    (RESELLER, None, "0.40"),
    (PLATFORM, GARAGE_ID, "0.42"),
)


def seed(container: "Container", keys: DemoKeys) -> None:
    """Plant the tree; what is there already is left as it is."""
    grow = container.open_organisation()
    with suppress(AlreadyThere):
        grow.platform("askpro", email="betrieb@askpro.example", id=PLATFORM, by=SEEDER)
    with suppress(AlreadyThere):
        grow.below(
            PLATFORM,
            Kind.RESELLER,
            "Nordlicht Telefonassistenz",
            email="buero@nordlicht.example",
            id=RESELLER,
            by=SEEDER,
        )
    for shop in SHOPS:
        _open(container, shop)
    _price(container)
    _set_rate(container)
    _pay_in(container, RESELLER, Money(200_00))
    for shop in SHOPS:
        _pay_in(container, shop.id, shop.paid_in)
    for owner, token in (
        (PLATFORM, keys.platform),
        (RESELLER, keys.reseller),
        (SALON_ID, keys.salon),
    ):
        with suppress(AlreadyThere):
            container.give_key()(
                organisation_id=owner,
                name="Demo",
                id=read_token(token),
                token_hash=token_hash(token),
                by=SEEDER,
            )


def _open(container: "Container", shop: Shop) -> None:
    branch_id = BranchId(named(f"branch of {shop.name}"))
    with suppress(AlreadyThere):
        container.open_organisation().below(
            shop.parent_id,
            Kind.COMPANY,
            shop.name,
            email=shop.email,
            id=shop.id,
            language=shop.language,
            by=SEEDER,
        )
    with suppress(AlreadyThere):
        container.open_branch()(
            shop.id,
            shop.address.city,
            BERLIN,
            numbers=(shop.number,),
            address=shop.address,
            email=shop.email,
            id=branch_id,
            by=SEEDER,
        )
        menu = catalogue_of(shop.menu, shop.id, branch_id, partial(_of, shop))
        container.put_catalogue()(branch_id, menu, by=SEEDER)


def _of(shop: Shop, name: str) -> UUID:
    return named(f"{shop.name}: {name}")


def _price(container: "Container") -> None:
    for seller, buyer, price in PRICES:
        with suppress(PublishedBook):
            container.set_price()(
                seller,
                CALL_SECOND,
                PerSecond(Price.parse(price)),
                buyer_id=buyer,
                valid_from=SINCE,
                id=PriceBookId(named(f"prices {seller} {buyer}")),
                by=SEEDER,
            )


def _set_rate(container: "Container") -> None:
    """Without one, what the telephone platform charges would wait and an alert would ask."""
    today = local(container.clock()(), BERLIN).date()
    rate = ExchangeRate.parse("0.92", Currency.USD, Currency.EUR, today, "demo")
    container.set_exchange_rate()(rate, by=SEEDER)


def _pay_in(container: "Container", owner: OrganisationId, amount: Money) -> None:
    """Under one reference, so that the second time books nothing."""
    container.top_up_by_hand()(
        organisation_id=owner, amount=amount, reference="demo-startguthaben", by=SEEDER
    )
