"""What-if over a storage: the stream, the scope, the month, and the oracle of charging again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from itertools import count
from pathlib import Path
from uuid import UUID, uuid4

import attrs
import pytest
import sqlalchemy as sa

from askpro.adapters.memory import MemoryStorage
from askpro.adapters.sql.engine import make_engine, make_reader
from askpro.adapters.sql.jobs import SqlJobs
from askpro.adapters.sql.migrations import upgrade
from askpro.adapters.sql.storage import SqlStorage
from askpro.application.billing.agree_terms import AgreeTerms, Commission
from askpro.application.billing.charge_call import charge_call
from askpro.application.billing.charge_usages import BOOKS_ZONE
from askpro.application.billing.draft_price_book import DraftPriceBook
from askpro.application.billing.publish_price_book import PublishPriceBook
from askpro.application.billing.what_if import (
    NothingInstead,
    OnlyResellersEarn,
    OtherCurrencyThanItsSeller,
    ReckonWhatIf,
    TooManyCharges,
    month_of,
)
from askpro.domain.billing.chain import chain_in_force
from askpro.domain.billing.commission import Agreement, Band
from askpro.domain.billing.difference import Difference
from askpro.domain.billing.meter import CALL, CALL_SECOND
from askpro.domain.billing.price import PerSecond, TimeBand, TimedPerSecond, TimedPerUnit
from askpro.domain.billing.price_book import NoSuchPriceBook, PriceBook
from askpro.domain.billing.wallet import Wallet
from askpro.domain.ids import OrganisationId
from askpro.domain.moment import Interval
from askpro.domain.money import Currency, Money, Price
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.telephony.call import CallStatus
from askpro.ports.storage import NoSuchOrganisation, Storage
from askpro.testing.world import ADA, EVERYTHING, World, plant, some_id

OCTOBER = month_of(2026, 10)
LONG_BEFORE = OCTOBER.start - timedelta(days=300)
LENGTHS = (600, 61, 112, 157, 3723, 1, 0, 42)


@contextmanager
def on_sqlite(folder: Path) -> Iterator[Storage]:
    engine = make_engine(f"sqlite:///{folder / 'x.db'}")
    upgrade(engine)
    reader = make_reader(engine)

    def jobs(connection: sa.Connection) -> SqlJobs:
        return SqlJobs(connection, lambda: OCTOBER.start, uuid4)

    yield SqlStorage(engine, reader, jobs)
    reader.dispose()
    engine.dispose()


@pytest.fixture(params=["memory", "sqlite"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Storage]:
    if request.param == "memory":
        yield MemoryStorage()
        return
    with on_sqlite(tmp_path) as storage:
        yield storage


@attrs.frozen
class Town:
    """A world with prices and wallets; its months are charged call by call."""

    storage: Storage
    world: World

    @classmethod
    def founded(cls, storage: Storage, *, reseller: str = "0.40", percent: int = 25) -> "Town":
        town = cls(storage, plant(storage))
        world = town.world
        town.publish(town.draft(world.platform.id, "0.30"))
        town.publish(town.draft(world.reseller.id, reseller))
        with storage.begin(EVERYTHING) as work:
            for payer in (world.reseller.id, world.salon.id, world.garage.id, world.stranger.id):
                work.wallets.open(Wallet(payer, Money(0)))
        if percent:
            bands = (Band(0, percent * 10_000), Band(300, percent * 10_000 + 25_000))
            AgreeTerms(storage, lambda: LONG_BEFORE, some_id)(
                world.reseller.id, commission=Commission(bands), by=ADA
            )
        return town

    def draft(self, seller: OrganisationId, price: str, since: datetime = LONG_BEFORE) -> PriceBook:
        return DraftPriceBook(self.storage, some_id)(
            seller,
            name="Preise",
            valid_from=since,
            entries=((CALL_SECOND, PerSecond(Price.parse(price))),),
            by=ADA,
        )

    def timed(self, price: str) -> PriceBook:
        """Dearer at night; the first call of October ends at midnight."""
        night = TimeBand(Price.parse(price), time(22), time(0))
        minute = TimedPerSecond(Price.parse("0.40"), BOOKS_ZONE, (night,))
        call = TimedPerUnit(Price.parse("0.10"), BOOKS_ZONE, (night,))
        return DraftPriceBook(self.storage, some_id)(
            self.world.reseller.id,
            name="Nacht",
            valid_from=LONG_BEFORE + timedelta(days=1),
            entries=((CALL_SECOND, minute), (CALL, call)),
            by=ADA,
        )

    def publish(self, draft: PriceBook) -> PriceBook:
        return PublishPriceBook(self.storage, lambda: LONG_BEFORE)(draft.id, by=ADA)

    def charge_october(self) -> None:
        ids = count(1)
        for number, seconds in enumerate(LENGTHS * 2):
            shop = (self.world.salon, self.world.garage, self.world.stranger)[number % 3]
            ended = OCTOBER.start + timedelta(hours=number)
            call = attrs.evolve(
                shop.call(f"c{number}"),
                status=CallStatus.ENDED,
                ended_at=ended,
                length_seconds=seconds,
            )
            path = shop.company.path
            with self.storage.begin(EVERYTHING) as work:
                chain = chain_in_force(path, *work.prices.along(path, ended), ended)
                charge_call(work, call, chain, ended, lambda: UUID(int=next(ids)))

    def what_if(self, by: Actor = ADA, month: Interval = OCTOBER, **asked: object) -> Difference:
        return ReckonWhatIf(self.storage, some_id)(month, by=by, **asked)  # type: ignore[arg-type]

    def names(self) -> dict[OrganisationId, str]:
        world = self.world
        shops = (world.salon.company, world.garage.company, world.stranger.company)
        return {one.id: one.name for one in (world.platform, world.reseller, *shops)}

    def really(self) -> dict[str, int]:
        """What everybody is left with by the ledger."""
        names, sums = self.names(), dict[str, int]()
        with self.storage.look(EVERYTHING) as work:
            for account, cents in work.ledger.balances().items():
                name = names[account.organisation_id]
                sums[name] = sums.get(name, 0) + cents
        return sums

    def would(self, found: Difference) -> dict[str, int]:
        names = self.names()
        return {names[tier.organisation_id]: new for tier, (_, new) in found.gains().items()}


@pytest.mark.parametrize("percent", [0, 25])
def test_the_unchanged_book_makes_no_difference(storage: Storage, percent: int) -> None:
    town = Town.founded(storage, percent=percent)
    town.charge_october()

    found = town.what_if(book=town.draft(town.world.reseller.id, "0.40").id)

    assert found.is_nothing
    assert town.would(found) == town.really()
    assert found.charges == len(LENGTHS) * 2


@pytest.mark.parametrize("percent", [0, 25])
def test_another_book_comes_to_what_a_fresh_town_charges_under_it(
    storage: Storage, percent: int
) -> None:
    town = Town.founded(storage, percent=percent)
    town.charge_october()
    under_it = Town.founded(MemoryStorage(), reseller="0.533333", percent=percent)
    under_it.charge_october()
    before = town.really()

    found = town.what_if(book=town.draft(town.world.reseller.id, "0.533333").id)

    assert town.would(found) == under_it.really()
    assert town.really() == before  # nothing was written


def test_another_commission_comes_to_what_a_fresh_town_pays(storage: Storage) -> None:
    town = Town.founded(storage, percent=25)
    town.charge_october()
    under_it = Town.founded(MemoryStorage(), percent=30)
    under_it.charge_october()
    bands = (Band(0, 300_000), Band(300, 325_000))
    agreement = Agreement(Agreement.flat("1").id, bands)

    found = town.what_if(commissions={town.world.reseller.id: agreement})

    assert town.would(found) == under_it.really()


def test_prices_by_the_time_of_day_and_of_calls_are_those_of_the_beginning(
    storage: Storage,
) -> None:
    def charged_under(price: str, storage: Storage) -> Town:
        town = Town.founded(storage, percent=25)
        town.publish(town.timed(price))
        town.charge_october()
        return town

    charged = charged_under("1", storage)
    under_it = charged_under("2", MemoryStorage())

    same = charged.what_if(book=charged.timed("1").id)
    other = charged.what_if(book=charged.timed("2").id)

    assert same.is_nothing
    assert charged.would(other) == under_it.really()


def test_only_the_month_is_taken_and_progress_is_told(storage: Storage) -> None:
    town = Town.founded(storage)
    town.charge_october()
    book = town.draft(town.world.reseller.id, "1").id
    told: list[int] = []

    whole = town.what_if(book=book, progress=told.append)
    other = town.what_if(book=book, month=month_of(2026, 9))

    assert told == [whole.charges]
    assert (other.charges, other.is_nothing) == (0, True)
    with pytest.raises(TooManyCharges):
        town.what_if(book=book, most=3)


def test_a_reseller_learns_of_the_own_links_only(storage: Storage) -> None:
    town = Town.founded(storage)
    town.charge_october()
    world = town.world
    by = Actor(ActorKind.KEY, "k", world.reseller.id)

    found = town.what_if(by, book=town.draft(world.reseller.id, "0.50").id)

    assert {(key.seller_id, key.buyer_id) for key in found.links} == {
        (world.platform.id, world.reseller.id),
        (world.reseller.id, world.salon.id),
        (world.reseller.id, world.garage.id),
    }
    assert {tier.organisation_id for tier in found.gains()} == {world.reseller.id}


def test_what_is_not_ones_own_is_not_asked_about(storage: Storage) -> None:
    town = Town.founded(storage)
    world = town.world
    draft = town.draft(world.reseller.id, "0.50").id
    quarter = Agreement.flat("25")

    for stranger in (world.salon.id, world.stranger.id):
        with pytest.raises(NoSuchPriceBook):
            town.what_if(Actor(ActorKind.KEY, "k", stranger), book=draft)
    reseller = Actor(ActorKind.KEY, "k", world.reseller.id)
    with pytest.raises(NoSuchOrganisation):
        town.what_if(reseller, commissions={world.reseller.id: quarter})
    with pytest.raises(OnlyResellersEarn):
        town.what_if(commissions={world.salon.id: quarter})
    with pytest.raises(NothingInstead):
        town.what_if()


def test_a_draft_in_another_currency_is_refused() -> None:
    town = Town.founded(MemoryStorage())
    francs = DraftPriceBook(town.storage, some_id)(
        town.world.reseller.id,
        name="CHF",
        valid_from=LONG_BEFORE,
        entries=(),
        currency=Currency.CHF,
        by=ADA,
    )

    with pytest.raises(OtherCurrencyThanItsSeller):
        town.what_if(book=francs.id)


def test_a_month_of_the_books_is_berlins() -> None:
    assert month_of(2026, 10).start.isoformat() == "2026-09-30T22:00:00+00:00"
    assert month_of(2026, 10).end.isoformat() == "2026-10-31T23:00:00+00:00"
    assert month_of(2026, 12).end == month_of(2027, 1).start
