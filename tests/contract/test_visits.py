"""What every place that keeps sign-ins promises."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import attrs
import pytest

from askpro.adapters.memory import MemoryEntryLinks, MemoryVisits
from askpro.adapters.sql.engine import make_engine, make_reader
from askpro.adapters.sql.visit_tables import entry_links
from askpro.adapters.sql.visit_tables import visits as visit_table
from askpro.adapters.sql.visits import SqlEntryLinks, SqlVisits
from askpro.domain.ids import OrganisationId
from askpro.domain.organisations.visit import (
    IDLE_AT_MOST,
    LASTS_AT_MOST,
    EntryLink,
    Holder,
    LinkSpent,
    Visit,
    digest,
)
from askpro.ports.visits import EntryLinks, Visits
from askpro.testing.world import NOON, minutes

HOLDER = Holder(OrganisationId(UUID(int=1)), "Mia Sommer")
VISIT = Visit(digest("token"), HOLDER, NOON, NOON)
LINK = EntryLink(digest("link"), HOLDER, NOON + minutes(15))


@attrs.frozen
class Kept:
    """Both places of one technology."""

    visits: Visits
    links: EntryLinks


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    if request.param == "memory":
        yield Kept(MemoryVisits(), MemoryEntryLinks())
        return
    on_sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path}/visits" if on_sqlite else request.getfixturevalue("postgres_url")
    writer = make_engine(url)
    visit_table.create(writer)
    entry_links.create(writer)
    reader = make_reader(writer)
    both = writer.begin, reader.begin
    yield Kept(SqlVisits(*both), SqlEntryLinks(*both))
    reader.dispose()
    writer.dispose()


@pytest.fixture
def visits(kept: Kept) -> Visits:
    return kept.visits


@pytest.fixture
def links(kept: Kept) -> EntryLinks:
    return kept.links


def test_a_visit_is_found_by_the_hash_of_its_token_only(visits: Visits) -> None:
    visits.open(VISIT)

    assert visits.find(digest("token")) == VISIT
    assert visits.find(digest("other")) is None
    assert visits.find(b"token") is None


def test_a_later_use_is_kept_and_an_earlier_one_takes_nothing_back(visits: Visits) -> None:
    visits.open(VISIT)

    visits.seen(VISIT.digest, NOON + minutes(5))
    visits.seen(VISIT.digest, NOON + minutes(3))

    found = visits.find(VISIT.digest)
    assert found
    assert found.seen_at == NOON + minutes(5)
    assert found.opened_at == NOON


def test_a_closed_visit_stays_closed_whatever_was_under_way(visits: Visits) -> None:
    visits.open(VISIT)

    visits.close(VISIT.digest)
    visits.seen(VISIT.digest, NOON + minutes(1))
    visits.close(VISIT.digest)

    assert visits.find(VISIT.digest) is None


def test_what_a_key_opened_remembers_the_key(visits: Visits) -> None:
    by_key = attrs.evolve(VISIT, holder=attrs.evolve(HOLDER, key="k7m2q9xd"))
    visits.open(by_key)

    assert visits.find(VISIT.digest) == by_key


def test_visits_that_hold_no_more_are_swept_away(visits: Visits) -> None:
    long_ago = NOON - LASTS_AT_MOST
    idle = attrs.evolve(VISIT, digest=digest("idle"), seen_at=NOON - IDLE_AT_MOST)
    old = attrs.evolve(VISIT, digest=digest("old"), opened_at=long_ago)
    for visit in (VISIT, idle, old):
        visits.open(visit)

    assert visits.sweep(NOON) == 2
    assert visits.sweep(NOON) == 0
    assert visits.find(VISIT.digest) == VISIT


def test_links_that_expired_are_swept_away(links: EntryLinks) -> None:
    later = attrs.evolve(LINK, digest=digest("later"), expires_at=NOON + minutes(16))
    links.keep(LINK)
    links.keep(later)

    assert links.sweep(LINK.expires_at) == 1
    assert links.find(later.digest, LINK.expires_at) == later


def test_looking_at_a_link_does_not_spend_it(links: EntryLinks) -> None:
    links.keep(LINK)

    assert links.find(LINK.digest, NOON) == links.find(LINK.digest, NOON) == LINK
    assert links.spend(LINK.digest, NOON) == LINK


def test_a_spent_an_unknown_and_an_old_link_look_the_same(links: EntryLinks) -> None:
    links.keep(LINK)
    with pytest.raises(LinkSpent):
        links.spend(LINK.digest, LINK.expires_at)
    links.keep(LINK)
    links.spend(LINK.digest, LINK.expires_at - timedelta(seconds=1))

    for known in (LINK.digest, digest("other")):
        with pytest.raises(LinkSpent):
            links.find(known, NOON)
        with pytest.raises(LinkSpent):
            links.spend(known, NOON)


def test_of_many_who_spend_a_link_at_once_one_succeeds(links: EntryLinks) -> None:
    links.keep(LINK)

    def spend(_: int) -> bool:
        try:
            links.spend(LINK.digest, NOON)
        except LinkSpent:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        spent = list(pool.map(spend, range(32)))

    assert spent.count(True) == 1
