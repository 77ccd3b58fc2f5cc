"""Many at once on one thing, through the use cases, on the databases of real houses."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any, TypeVar

import pytest

from askpro.domain.billing.ledger import Account, Purpose
from askpro.domain.billing.wallet import Wallet
from askpro.domain.ids import CallId, OrganisationId
from askpro.domain.money import Money
from askpro.domain.organisations.scope import Scope
from askpro.domain.telephony.answer import Answer
from askpro.domain.telephony.call import CallReport, CallStatus, Envelope
from askpro.ports.voice import FunctionCall
from askpro.testing.world import NOON
from tests.system.databases import migrated, on_database
from tests.system.house import SYSTEM, House, open_house

T = TypeVar("T")
THREADS = 16
TOMORROW_TEN = "am 24. November um zehn Uhr"
"""When both of the salon's staff are free at first."""


@pytest.fixture(params=["sqlite", "postgres"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/askpro.db"
    else:
        url = request.getfixturevalue("postgres_url")
    with migrated(url) as engines, open_house(on_database(*engines)) as house:
        yield house


def at_once(times: int, do: Callable[[int], T]) -> Sequence[T]:
    """Call it with every number below ``times``; the first ``THREADS`` start together."""
    start = Barrier(min(times, THREADS))

    def one(number: int) -> T:
        if number < THREADS:
            start.wait(30)
        return do(number)

    with ThreadPoolExecutor(min(times, THREADS)) as pool:
        return list(pool.map(one, range(times)))


def envelope(house: House, number: int) -> Envelope:
    caller = f"+49151{number:08d}"
    return Envelope(CallId(f"call_{number}"), house.world.salon.number, caller, started_at=NOON)


def ask(house: House, number: int, function: str, **said: Any) -> Answer:
    wish = FunctionCall(envelope(house, number), function, said)
    answer: Answer = house.container.answer_function()(wish)
    return answer


def end(house: House, number: int, seconds: int = 60) -> None:
    report = CallReport(
        envelope(house, number),
        "call_ended",
        status=CallStatus.ENDED,
        ended_at=NOON,
        length_ms=seconds * 1000,
    )
    house.container.hear_of_call()(report, b"{}")


def wallet(house: House, organisation_id: OrganisationId) -> Wallet:
    with house.storage.look(Scope.everything()) as work:
        return work.wallets.get(organisation_id)


def test_fifty_callers_want_one_time_and_each_is_answered_and_one_has_it(house: House) -> None:
    def want_ten(number: int) -> tuple[Answer, Answer]:
        told = ask(house, number, "check_availability", when=TOMORROW_TEN, staff="Ada")
        name = f"Kim {number}"
        return told, ask(house, number, "book_appointment", when=TOMORROW_TEN, name=name)

    answers = at_once(50, want_ten)

    assert all(told.say and booked.say for told, booked in answers)
    with house.storage.look(Scope.everything()) as work:
        booked = [
            appointment
            for number in range(50)
            for appointment in work.appointments.of_call(CallId(f"call_{number}"))
        ]
    at_ten = [one for one in booked if one.during.start.isoformat() == "2026-11-24T09:00:00+00:00"]
    assert [one.staff_id for one in at_ten] == [house.world.salon.staff[0].id]
    assert len({(one.staff_id, one.during.start) for one in booked}) == len(booked)


def test_two_hundred_calls_end_at_once_and_the_wallet_pays_what_it_has(house: House) -> None:
    salon, reseller = house.world.salon.id, house.world.reseller.id

    at_once(200, lambda number: end(house, number, seconds=600 if number % 2 else 60))

    # 100 calls of 4.00 and 100 of 0.40, of which the reseller pays 3.00 and 0.30.
    paid = wallet(house, salon)
    assert paid.balance.cents == 0
    assert paid.owed_cents == 100 * 400 + 100 * 40 - 10_000
    assert paid.reserved_cents == 0
    above = wallet(house, reseller)
    assert above.balance.cents == 0
    assert above.owed_cents == 100 * 300 + 100 * 30 - 10_000
    with house.storage.look(Scope.everything()) as work:
        books = work.ledger.balances()
        charged = [work.charges.under(f"call:call_{number}") for number in range(200)]
    assert [len(charges) for charges in charged] == [1] * 200
    assert sum(books.values()) == 0
    assert books[Account(house.world.platform.id, Purpose.REVENUE)] == 33_000
    assert books[Account(salon, Purpose.RECEIVABLE)] == -34_000


def test_a_call_whose_end_is_told_by_many_at_once_is_charged_once(house: House) -> None:
    at_once(16, lambda _: end(house, 1, seconds=600))

    assert wallet(house, house.world.salon.id).balance.cents == 9_600
    with house.storage.look(Scope.everything()) as work:
        assert len(work.charges.under("call:call_1")) == 1
        assert work.ledger.under("call:call_1") is not None


def test_ten_top_ups_with_one_reference_are_one(house: House) -> None:
    top_up = house.container.top_up_by_hand()

    booked = at_once(
        10,
        lambda _: top_up(
            organisation_id=house.world.salon.id, amount=Money(5000), reference="R-1", by=SYSTEM
        ),
    )

    assert len({transaction.id for transaction in booked}) == 1
    assert wallet(house, house.world.salon.id).balance.cents == 15_000
