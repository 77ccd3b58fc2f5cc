"""Four salons on three kinds of chains, planted through the use cases.

    platform ─┬─ 0.30 ─ reseller ─┬─ 0.40 ─ salon 0
              │                   ├─ 0.40 ─ salon 1
              │                   └─ 0.35 ─ agent ─ 0.45 ─ salon 2
              └─ 0.42 ─ salon 3

A minute at salon 2 costs it 45 cents, the agent 35, the reseller 30.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.price import PerSecond
from askpro.domain.ids import BranchId, OrganisationId
from askpro.domain.money import Money, Price
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.organisation import Kind
from askpro.entrypoints.cli.demo_catalogues import Menu, Offered, Working, catalogue_of
from askpro.entrypoints.container import Container

BERLIN = ZoneInfo("Europe/Berlin")
SINCE = datetime(2020, 1, 1, tzinfo=UTC)
SEEDER = Actor(ActorKind.SYSTEM, "test")
PAID_IN = Money(500_00)
ALWAYS = "Mon-Sun 08:00-20:00"
MENU = Menu(
    opening=ALWAYS,
    services={"Haarschnitt": Offered(30, 32)},
    staff={name: Working(ALWAYS) for name in ("Ben", "Elif", "Mia")},
)


def _id(name: str) -> OrganisationId:
    return OrganisationId(_named(name))


def _named(name: str) -> UUID:
    return uuid5(UUID(int=0), name)


OPERATOR = "betrieb@askpro.example"
PLATFORM, RESELLER, AGENT = _id("platform"), _id("reseller"), _id("agent")


@attrs.frozen
class Salon:
    """``payers`` are the wallets below the platform and what each pays, in cents a minute."""

    number: str
    parent_id: OrganisationId
    above: Mapping[OrganisationId, int]
    cents_a_minute: int

    @property
    def id(self) -> OrganisationId:
        return _id(self.number)

    @property
    def email(self) -> str:
        return f"salon{self.number[-1]}@salon.example"

    @property
    def payers(self) -> Mapping[OrganisationId, int]:
        return {self.id: self.cents_a_minute, **self.above}


SALONS = (
    Salon("+4922111111110", RESELLER, {RESELLER: 30}, 40),
    Salon("+4922111111111", RESELLER, {RESELLER: 30}, 40),
    Salon("+4922111111112", AGENT, {AGENT: 35, RESELLER: 30}, 45),
    Salon("+4922111111113", PLATFORM, {}, 42),
)
PRICES = (
    (PLATFORM, RESELLER, "0.30"),
    (RESELLER, SALONS[0].id, "0.40"),
    (RESELLER, SALONS[1].id, "0.40"),
    (RESELLER, AGENT, "0.35"),
    (AGENT, SALONS[2].id, "0.45"),
    (PLATFORM, SALONS[3].id, "0.42"),
)
WALLETS = (RESELLER, AGENT, *(salon.id for salon in SALONS))


def plant(container: Container) -> None:
    grow = container.open_organisation()
    grow.platform("askpro", email=OPERATOR, id=PLATFORM, by=SEEDER)
    grow.below(PLATFORM, Kind.RESELLER, "Reseller", id=RESELLER, by=SEEDER)
    grow.below(RESELLER, Kind.RESELLER, "Agent", id=AGENT, by=SEEDER)
    for salon in SALONS:
        _open(container, salon)
    for seller, buyer, price in PRICES:
        model = PerSecond(Price.parse(price))
        container.set_price()(
            seller, CALL_SECOND, model, buyer_id=buyer, valid_from=SINCE, by=SEEDER
        )
    for owner in WALLETS:
        container.top_up_by_hand()(
            organisation_id=owner, amount=PAID_IN, reference="start", by=SEEDER
        )


def _open(container: Container, salon: Salon) -> None:
    name = f"Salon {salon.number[-1]}"
    branch_id = BranchId(_named(f"branch {salon.number}"))
    container.open_organisation().below(salon.parent_id, Kind.COMPANY, name, id=salon.id, by=SEEDER)
    container.open_branch()(
        salon.id, name, BERLIN, numbers=(salon.number,), email=salon.email, id=branch_id, by=SEEDER
    )
    menu = catalogue_of(MENU, salon.id, branch_id, partial(_of, salon))
    container.put_catalogue()(branch_id, menu, by=SEEDER)


def _of(salon: Salon, name: str) -> UUID:
    return _named(f"{salon.number}: {name}")
