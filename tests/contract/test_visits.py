"""What every place that keeps sign-ins promises."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest

from askpro.adapters.memory import MemoryEntryLinks, MemoryVisits
from askpro.domain.ids import OrganisationId
from askpro.domain.organisations.visit import EntryLink, Holder, LinkSpent, Visit, digest
from askpro.ports.visits import EntryLinks, Visits
from askpro.testing.world import NOON, minutes

HOLDER = Holder(OrganisationId(UUID(int=1)), "Mia Sommer")
VISIT = Visit(digest("token"), HOLDER, NOON, NOON)
LINK = EntryLink(digest("link"), HOLDER, NOON + minutes(15))


@pytest.fixture(params=[MemoryVisits])
def visits(request: pytest.FixtureRequest) -> Visits:
    make: Callable[[], Visits] = request.param
    return make()


@pytest.fixture(params=[MemoryEntryLinks])
def links(request: pytest.FixtureRequest) -> EntryLinks:
    make: Callable[[], EntryLinks] = request.param
    return make()


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
