"""Kills a service with SIGKILL at moments that chance picks, and starts it again.

starting        before it is ready
answering       some answers after a share of the calls has been answered
booking         while a booking is on its way or just committed
hanging up      the same of the event that charges the call
booked          when a booking is done and its answer is lost
charged         the same of the event that charges the call
writing         when the worker has a letter half written
"""

import random
import time
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

import attrs

from tests.system.killing.callers import Traffic
from tests.system.process import Service

STARTING_SECONDS = 0.7
ON_ITS_WAY_SECONDS = 0.025
ANSWERS_A_CALL = 6
PATIENCE_SECONDS = 20
LETTER_SECONDS = 3


class Moment(Enum):
    """When to kill."""

    STARTING = "starting"
    ANSWERING = "answering"
    BOOKING = "booking"
    HANGING_UP = "hanging up"
    BOOKED = "booked"
    CHARGED = "charged"
    WRITING = "writing"


ON_ITS_WAY = {Moment.BOOKING: "book_appointment", Moment.HANGING_UP: "call_ended"}
LOST = {Moment.BOOKED: "book_appointment", Moment.CHARGED: "call_ended"}


@attrs.frozen
class Killer:
    """``kill_all`` leaves the service running and ready."""

    service: Service
    traffic: Traffic
    mailbox: Path
    chance: random.Random

    def kill_all(self, kills: int, calls: int) -> Sequence[Moment]:
        """Spread over the first eight tenths of the calls; which moments there were."""
        some = self.chance.choices(list(Moment), (5, 4, 4, 2, 4, 2, 3), k=kills - len(Moment))
        moments = self.chance.sample([*Moment, *some], kills)
        shares = sorted(self.chance.uniform(0, 0.8) for _ in moments)
        for moment, share in zip(moments, shares, strict=True):
            self._await(moment, int(share * calls * ANSWERS_A_CALL))
            self.service.kill()
            self.service.start()
        self.service.wait_until_ready()
        return moments

    def _await(self, moment: Moment, answers: int) -> None:
        if moment is Moment.STARTING:
            time.sleep(self.chance.uniform(0, STARTING_SECONDS))
            return
        self.service.wait_until_ready()
        self.traffic.wait_for_answers(answers, PATIENCE_SECONDS)
        if moment in LOST:
            self.traffic.lose_answer(LOST[moment], PATIENCE_SECONDS)
            return
        if moment is Moment.WRITING:
            self._await_a_letter()
        elif moment is Moment.ANSWERING:
            more = self.chance.randrange(12)
            self.traffic.wait_for_answers(self.traffic.answers + more, PATIENCE_SECONDS)
        else:
            self.traffic.wait_for_message(ON_ITS_WAY[moment], PATIENCE_SECONDS)
        time.sleep(self.chance.uniform(0, ON_ITS_WAY_SECONDS))

    def _await_a_letter(self) -> None:
        until = time.monotonic() + LETTER_SECONDS
        while time.monotonic() < until and not any(self.mailbox.glob("*.part")):
            time.sleep(0.001)
