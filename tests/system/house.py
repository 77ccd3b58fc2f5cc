"""A whole house over HTTP: memory inside, the vendor's real signature outside.

platform → reseller (pays 0.30 a minute) → salon and garage (pay 0.40 a minute)
platform → stranger (pays 0.42 a minute)
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

import attrs
import httpx
from dependency_injector import providers
from litestar import Litestar
from litestar.testing import TestClient

from askpro.adapters.memory import (
    MemoryCalendar,
    MemoryEntryLinks,
    MemoryJobQueue,
    MemoryKeys,
    MemoryMessenger,
    MemoryPayments,
    MemoryStorage,
    MemoryViews,
    MemoryVisits,
)
from askpro.adapters.retell import RetellVoice
from askpro.adapters.retell.signature import sign
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.price import PerSecond
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.wallet import Wallet
from askpro.domain.ids import OrganisationId, PriceRuleId
from askpro.domain.money import Money, Price
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.scope import Scope
from askpro.entrypoints.container import Container
from askpro.entrypoints.http.app import create_app
from askpro.entrypoints.settings import read_settings
from askpro.entrypoints.tokens import new_key_token
from askpro.ports.access import Keys
from askpro.ports.job_attempts import growing_pause
from askpro.ports.jobs import JobQueue
from askpro.ports.storage import Storage
from askpro.ports.views import Views
from askpro.ports.visits import EntryLinks, Visits
from askpro.testing.world import NOON, World, plant, some_id

RETELL_KEY = "key_of_the_house"
PUBLIC_URL = "http://testserver.local"
CALLER = "+4915112345678"
SYSTEM = Actor(ActorKind.SYSTEM, "test")


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


@attrs.frozen
class House:
    """The service, its client, and what stands behind it."""

    app: Litestar
    container: Container
    client: TestClient[Litestar]
    storage: Storage
    world: World
    watch: Watch

    @property
    def queue(self) -> JobQueue:
        return self.container.queue()

    @property
    def keys(self) -> Keys:
        return cast("Keys", self.container.keys())

    def signed(self, path: str, message: object, **changes: Any) -> httpx.Response:
        """Post as the telephone platform does; ``changes`` are for what goes wrong."""
        body = message if isinstance(message, bytes) else json.dumps(message).encode()
        header = changes.get("signature", sign(RETELL_KEY, body, self.watch()))
        headers = {} if header is None else {"x-retell-signature": header}
        return self.client.post(path, content=changes.get("body", body), headers=headers)

    def event(self, name: str, call: Mapping[str, Any]) -> httpx.Response:
        return self.signed("/webhooks/retell", {"event": name, "call": dict(call)})

    def ask(self, name: str, args: object, call: Mapping[str, Any]) -> httpx.Response:
        wish = {"name": name, "args": args, "call": dict(call)}
        return self.signed("/retell/functions", wish)

    def call(self, id: str = "call_1", **changes: Any) -> dict[str, Any]:
        """A call object of the vendor, at the salon."""
        return {
            "call_type": "phone_call",
            "call_id": id,
            "agent_id": "agent_1",
            "agent_version": 7,
            "call_status": "ongoing",
            "direction": "inbound",
            "from_number": CALLER,
            "to_number": self.world.salon.number,
            "start_timestamp": int(self.watch().timestamp() * 1000),
            **changes,
        }

    def ended(self, id: str = "call_1", seconds: int = 60, **changes: Any) -> dict[str, Any]:
        told = {"call_status": "ended", "duration_ms": seconds * 1000, "transcript": "Hallo."}
        return self.call(id, **{**told, **changes})

    def key_of(self, organisation_id: OrganisationId) -> dict[str, str]:
        """Headers with a fresh key of this organisation."""
        made = new_key_token()
        self.container.give_key()(
            organisation_id=organisation_id, name="test", id=made.id, token_hash=made.hash,
            by=SYSTEM,
        )  # fmt: skip
        return {"Authorization": f"Bearer {made.token}"}

    def balance(self, organisation_id: OrganisationId) -> int:
        with self.storage.look(Scope.everything()) as work:
            return work.wallets.get(organisation_id).balance.cents

    def override(self, **adapters: object) -> None:
        for name, adapter in adapters.items():
            getattr(self.container, name).override(providers.Object(adapter))


def _new_id() -> UUID:
    return some_id()


@attrs.frozen
class Foundation:
    """What keeps things: in memory here, in a database elsewhere."""

    storage: Storage
    views: Views
    queue: JobQueue
    keys: Keys
    visits: Visits
    entry_links: EntryLinks


def in_memory(watch: Watch) -> Foundation:
    storage = MemoryStorage()
    queue = MemoryJobQueue(storage, watch, growing_pause(lambda: 1.0))
    return Foundation(
        storage, MemoryViews(storage), queue, MemoryKeys(), MemoryVisits(), MemoryEntryLinks()
    )


def container_on(foundation: Foundation, watch: Watch) -> Container:
    container = Container()
    adapters: dict[str, object] = {
        **attrs.asdict(foundation, recurse=False),
        "clock": watch,
        "new_id": _new_id,
        "calendar": MemoryCalendar(),
        "messenger": MemoryMessenger(),
        "voice": RetellVoice(RETELL_KEY, httpx.Client()),
        "payments": MemoryPayments(),
        "readiness": tuple,
        "settings": read_settings({}, public_url=PUBLIC_URL),
    }
    for name, adapter in adapters.items():
        getattr(container, name).override(providers.Object(adapter))
    return container


def _furnish(storage: Storage, world: World) -> None:
    links = (
        (world.platform.id, world.reseller.id, "0.30"),
        (world.reseller.id, None, "0.40"),
        (world.platform.id, world.stranger.id, "0.42"),
    )
    payers = (world.reseller.id, world.salon.id, world.garage.id, world.stranger.id)
    with storage.begin(Scope.everything()) as work:
        for seller, buyer, price in links:
            model = PerSecond(Price.parse(price))
            rule = PriceRule(PriceRuleId(some_id()), CALL_SECOND, seller, buyer, NOON, model)
            work.prices.add_rule(rule)
        for payer in payers:
            work.wallets.open(Wallet(payer, Money(0)))
            work.wallets.credit(payer, 10_000)


@contextmanager
def open_house(build: Callable[[Watch], Foundation] = in_memory) -> Iterator[House]:
    watch = Watch()
    foundation = build(watch)
    world = plant(foundation.storage)
    _furnish(foundation.storage, world)
    container = container_on(foundation, watch)
    app = create_app(container)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield House(app, container, client, foundation.storage, world, watch)
