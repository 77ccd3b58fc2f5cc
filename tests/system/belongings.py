"""What the salon of a house has, and how it is listed."""

from typing import Any

import attrs

from askpro.domain.organisations.scope import Scope
from askpro.ports.jobs import Job
from askpro.testing.contracts.storage.belongings import Belongings
from askpro.testing.world import NOON
from tests.system.house import House


def kept(house: House) -> Belongings:
    """One of each of the salon's, beside what the house has."""
    its = Belongings.imagined(house.world)
    with house.storage.begin(Scope.everything()) as work:
        work.calls.meet(its.call)
        work.customers.add(its.customer)
        work.diary.hold([its.hold], NOON)
        work.diary.keep(attrs.evolve(its.appointment, call_id=its.hold.call_id), NOON)
        work.appointments.add(its.appointment)
        work.letters.keep(its.letter)
        work.price_books.put_draft(its.draft)
    house.event("call_ended", house.ended("charged", seconds=600))
    return its


def items(house: House, path: str, headers: dict[str, str]) -> list[dict[str, Any]]:
    answer = house.client.get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    found = answer.json()["items"]
    assert isinstance(found, list)
    return found


def dead_letter(house: House) -> str:
    """A job that failed as often as it may."""
    with house.storage.begin(Scope.everything()) as work:
        work.jobs.enqueue(Job("notify", "notify:1", {"key": "1"}))
    queue = house.queue

    def fail(_: Job) -> None:
        raise RuntimeError("no")

    for _ in range(10):
        queue.run({"notify": fail}, until_idle=True)
        house.watch.forward(days=1)
    return str(queue.dead_letters()[0].id)
