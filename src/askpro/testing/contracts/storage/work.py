"""Works are kept whole or not at all."""

from contextlib import suppress

import pytest

from askpro.domain.organisations.scope import Scope
from askpro.ports.jobs import Job
from askpro.ports.storage import NoSuchOrganisation, Storage
from askpro.testing.contracts.storage.planted import Planted
from askpro.testing.world import EVERYTHING, World, plant


class Mishap(Exception):
    """Something goes wrong in the middle of a work."""


class WorkClaims(Planted):
    """begin and look."""

    def test_a_work_that_ends_well_is_kept(self, storage: Storage) -> None:
        world = plant(storage)

        with storage.begin(EVERYTHING) as work:
            kept = work.organisations.get(world.salon.id)

        assert kept == world.salon.company

    def test_a_work_forgets_all_of_it_on_an_exception(self, storage: Storage, world: World) -> None:
        call, hold = world.salon.call(), world.salon.hold()

        with pytest.raises(Mishap), storage.begin(EVERYTHING) as work:  # noqa: PT012 - one work
            work.calls.meet(call)
            work.diary.hold([hold], call.first_seen_at)
            work.inbox.keep("voice", "k", b"", call.first_seen_at)
            raise Mishap

        with storage.begin(EVERYTHING) as work:
            assert work.calls.meet(call) == call
            assert list(work.diary.holds_of(hold.call_id, call.first_seen_at)) == []
            assert work.inbox.keep("voice", "k", b"", call.first_seen_at)

    def test_a_job_is_forgotten_with_its_work(self, storage: Storage, world: World) -> None:
        job = Job("mail", "mail:1", {})

        with pytest.raises(Mishap), storage.begin(EVERYTHING) as work:  # noqa: PT012 - one work
            work.jobs.enqueue(job)
            raise Mishap

        with storage.begin(EVERYTHING) as work:
            work.jobs.enqueue(job)  # its key was never queued, so nothing stands in its way

    def test_a_work_sees_what_it_has_written_itself(self, storage: Storage, world: World) -> None:
        call = world.salon.call()

        with storage.begin(world.salon.scope) as work:
            work.calls.meet(call)
            seen = work.calls.get(call.id)

        assert seen == call

    def test_a_storage_works_on_after_a_failed_work(self, storage: Storage, world: World) -> None:
        for _ in range(3):
            with pytest.raises(NoSuchOrganisation), storage.begin(world.salon.scope) as work:
                work.organisations.get(world.garage.id)

        with storage.begin(world.salon.scope) as work:
            assert work.organisations.get(world.salon.id) == world.salon.company

    def test_a_look_writes_nothing(self, storage: Storage, world: World) -> None:
        call = world.salon.call()

        with suppress(Exception), storage.look(world.salon.scope) as work:
            work.calls.meet(call)

        with storage.begin(world.salon.scope) as work:
            later = world.salon.call(call.id, seen_at=call.first_seen_at.replace(hour=13))
            assert work.calls.meet(later) == later

    def test_a_look_sees_what_was_kept(self, storage: Storage, world: World) -> None:
        with storage.look(Scope.of(world.reseller.id)) as work:
            assert work.organisations.get(world.salon.id) == world.salon.company

    def test_a_look_after_the_work_sees_its_news(self, storage: Storage, world: World) -> None:
        call = world.salon.call()
        with storage.begin(world.salon.scope) as work:
            work.calls.meet(call)

        with storage.look(world.salon.scope) as work:
            assert work.calls.get(call.id) == call
