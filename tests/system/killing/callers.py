"""Callers who ring, book and hang up while the service comes and goes.

The platform sends again what nobody answered, each time with a fresh signature. Some
callers are hasty: of them a message is sent once, so that they may never hear what became
of it. Every call's end is told in the end.
"""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from enum import Enum

import attrs
import httpx

from askpro.domain.moment import local
from askpro.entrypoints.cli.simulator import Line, Outcome, SimulatedCall
from tests.system.killing.salons import BERLIN, SALONS, Salon

PATIENT_TRIES = 1500
PAUSE_SECONDS = 0.05
ANSWER_SECONDS = 20
SETTLING = ("book_appointment", "request_callback")
MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
          "Oktober", "November", "Dezember")  # fmt: skip


class Haste(Enum):
    """How much of a call is sent only once."""

    NONE = "none"
    BOOKING = "the booking"
    EVERYTHING = "everything until the call ends"


@attrs.frozen
class Plan:
    """One call: who rings where, what they wish, and how long it pretends to have taken."""

    number: int
    salon: Salon
    wish: datetime
    seconds: int
    haste: Haste
    withheld: bool

    @property
    def call_id(self) -> str:
        return f"call_{self.number}"

    @property
    def email(self) -> str:
        return f"kunde{self.number}@kunden.example"

    @property
    def phone(self) -> str | None:
        return None if self.withheld else f"+4915100{self.number:06}"

    @property
    def says(self) -> Sequence[str]:
        at = local(self.wish, BERLIN)
        minute = f" {at.minute}" if at.minute else ""
        return (
            f"Haarschnitt am {at.day}. {MONTHS[at.month - 1]} um {at.hour} Uhr{minute}",
            "Ja, bitte, den ersten Termin",
            f"Mein Name ist Erika Müller, meine E-Mail ist {self.email}",
        )

    @property
    def says_when_nothing_came_of_it(self) -> Sequence[str]:
        again = ("Noch einmal, bitte",) if self.number % 4 else ()
        return (*again, "Bitte rufen Sie mich zurück", "0151 23456789", "Ja, bitte")


def plans(count: int, chance: random.Random, now: datetime) -> Sequence[Plan]:
    """Every third call wants what others want; two in five hasten the booking."""
    today = local(now, BERLIN).replace(hour=8, minute=0, second=0, microsecond=0)
    times = [
        (today + timedelta(days=day, minutes=30 * slot)).astimezone(UTC)
        for day in range(2, 9)
        for slot in range(23)
    ]
    chance.shuffle(times)
    coveted = times[:3]
    hastes = (Haste.NONE, Haste.BOOKING, Haste.NONE, Haste.BOOKING, Haste.EVERYTHING)
    return [
        Plan(
            number=number,
            salon=SALONS[number % len(SALONS)],
            wish=chance.choice(coveted) if number % 3 == 0 else times[number % len(times)],
            seconds=chance.randrange(1, 900),
            haste=hastes[number % len(hastes)],
            withheld=number % 10 == 9,
        )
        for number in range(count)
    ]


@attrs.define
class Heard:
    """What one caller was told, and the call's last wishes as they were sent."""

    plan: Plan
    outcome: Outcome
    wishes: dict[str, bytes]

    @property
    def claims(self) -> int:
        """How often the caller heard that a booking stands."""
        return self.outcome.transcript.count("Ihr Termin ist gebucht")


@attrs.define
class Traffic(httpx.BaseTransport):
    """Counts messages and answers of all callers, and keeps each call's last wishes.

    ``lose`` names the event or wish whose next answer is lost on its way.
    """

    wire: httpx.BaseTransport
    answers: int = 0
    sent: Counter[str] = attrs.field(factory=Counter)
    wishes: dict[str, dict[str, bytes]] = attrs.field(factory=dict)
    lose: str | None = None
    _changed: threading.Condition = attrs.field(factory=threading.Condition, init=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        message = json.loads(request.content)
        name = message.get("event") or message["name"]
        with self._changed:
            if "name" in message:
                of_call = self.wishes.setdefault(message["call"]["call_id"], {})
                of_call[name] = request.content
            self.sent[name] += 1
            self._changed.notify_all()
        response = self.wire.handle_request(request)
        with self._changed:
            self.answers += 1
            lost = response.status_code < 300 and self.lose == name
            if lost:
                self.lose = None
            self._changed.notify_all()
        if lost:
            response.close()
            raise httpx.ReadError("the answer was lost on its way", request=request)
        return response

    def close(self) -> None:
        self.wire.close()

    def wait_for_answers(self, answers: int, seconds: float) -> None:
        """Until so many were given, or the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: self.answers >= answers, seconds)

    def wait_for_message(self, name: str, seconds: float) -> None:
        """Until the next event or wish of this name is on its way, or the time is over."""
        with self._changed:
            before = self.sent[name]
            self._changed.wait_for(lambda: self.sent[name] > before, seconds)

    def lose_answer(self, name: str, seconds: float) -> None:
        """Return when what was asked is done and nobody has heard so, or the time is over."""
        with self._changed:
            self.lose = name
            self._changed.wait_for(lambda: self.lose is None, seconds)
            self.lose = None


@contextmanager
def line_to(url: str, key: str) -> Iterator[tuple[Line, Traffic]]:
    """A patient line; one for all callers, whose connections stay open."""
    traffic = Traffic(httpx.HTTPTransport())
    with httpx.Client(base_url=url, transport=traffic, timeout=ANSWER_SECONDS) as client:
        yield Line(client, key, lambda: datetime.now(UTC), PATIENT_TRIES, _pause), traffic


def _pause(_: int) -> None:
    time.sleep(PAUSE_SECONDS)


def play(plan: Plan, line: Line, wishes: Mapping[str, dict[str, bytes]]) -> Heard:
    """The whole call, whatever the service does meanwhile.

    Who heard nothing of a booking asks again, or to be called back; then patiently.
    """
    once = attrs.evolve(line, tries=1)
    rings = once if plan.haste is Haste.EVERYTHING else line
    call = SimulatedCall(
        rings, plan.call_id, plan.salon.number, caller=plan.phone, seconds=plan.seconds
    )
    call.ring()
    wish, agreement, name = plan.says
    call.line = rings
    call.speak(wish)
    call.speak(agreement)
    call.line = line if plan.haste is Haste.NONE else once
    call.speak(name)
    if plan.number % 2:
        call.line = line
    for said in plan.says_when_nothing_came_of_it:
        if call.over or any(name in SETTLING and done.ok for name, done in call.record.answers):
            break
        call.speak(said)
    call.line = line
    return Heard(plan, call.hang_up(), wishes.get(plan.call_id, {}))
