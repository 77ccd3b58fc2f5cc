"""The worker: duties once per slot, a clean end, and no failure that goes unseen."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import attrs
import pytest

from askpro.entrypoints.worker import Duty, Worker
from askpro.ports.jobs import JobQueue
from askpro.testing.contracts.jobs.bench import soon
from tests.unit.entrypoints.worker.queues import IdleQueue

ROOT = Path(__file__).parents[4]
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@attrs.define
class Slots:
    """Gives each slot out once, to however many workers ask."""

    taken: set[tuple[str, datetime]] = attrs.field(factory=set)
    unreachable: int = 0
    _lock: threading.Lock = attrs.field(factory=threading.Lock)

    def claim(self, duty: str, slot: datetime) -> bool:
        with self._lock:
            if self.unreachable:
                self.unreachable -= 1
                raise ConnectionError
            if (duty, slot) in self.taken:
                return False
            self.taken.add((duty, slot))
            return True


def real_time() -> datetime:
    return datetime.now(UTC)


def worker(*duties: Duty, slots: Slots | None = None, queue: JobQueue | None = None) -> Worker:
    claim = (slots or Slots()).claim
    return Worker(queue or IdleQueue(), {}, duties, claim, real_time)


@pytest.mark.parametrize(
    ("every_seconds", "slot"),
    [(1, "12:34:56"), (60, "12:34:00"), (900, "12:30:00"), (86_400, "00:00:00")],
)
def test_slots_begin_at_the_same_instants_everywhere(every_seconds: int, slot: str) -> None:
    duty = Duty("tidy", every_seconds, lambda: None)
    now = datetime(2026, 11, 21, 12, 34, 56, 789_000, tzinfo=UTC)

    assert f"{duty.slot(now):%H:%M:%S}" == slot


def test_a_duty_comes_round_each_slot_on_one_of_two_workers() -> None:
    done: list[float] = []
    duty, slots = Duty("tick", 1, lambda: done.append(time.time())), Slots()
    nodes = [worker(duty, slots=slots), worker(duty, slots=slots)]

    for node in nodes:
        node.start()
    assert soon(lambda: len(done) >= 3)
    for node in nodes:
        node.stop()

    assert all(node.join(2) for node in nodes)
    assert len(done) == len(slots.taken)


def test_a_slot_that_began_before_the_worker_is_not_lost() -> None:
    done = threading.Event()
    daily = worker(Duty("nightly", 86_400, done.set))

    daily.start()

    assert done.wait(2)
    daily.stop()
    assert daily.join(2)


def test_a_duty_that_fails_is_logged_by_class_and_comes_round_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    asked: list[None] = []

    def fail() -> None:
        asked.append(None)
        raise ValueError("müller")

    failing = worker(Duty("tick", 1, fail))
    failing.start()
    assert soon(lambda: len(asked) >= 2)
    failing.stop()

    assert failing.join(2)
    assert caplog.messages[0] == "duty failed: name=tick error=ValueError"
    assert "müller" not in caplog.text


def test_a_slot_is_asked_for_again_when_nobody_could_say_whose_it_is() -> None:
    done = threading.Event()
    daily = worker(Duty("nightly", 86_400, done.set), slots=Slots(unreachable=1))
    daily.retry_seconds = 0.05

    daily.start()

    assert done.wait(2)
    daily.stop()
    assert daily.join(2)


def test_a_queue_that_breaks_ends_the_worker_and_tells_why() -> None:
    broken = worker(queue=IdleQueue(ZeroDivisionError("a bug")))

    with pytest.raises(ZeroDivisionError, match="a bug"):
        broken.run()


def test_a_worker_beside_others_tells_that_its_queue_broke(
    caplog: pytest.LogCaptureFixture,
) -> None:
    told = threading.Event()
    broken = worker(queue=IdleQueue(ZeroDivisionError("a bug")))
    broken.on_failure = told.set

    broken.start()

    assert told.wait(2)
    assert broken.wait(2)
    assert broken.faults() == ("The worker has ended: ZeroDivisionError.",)
    assert caplog.messages == ["the queue has ended, no jobs are done any more"]


def test_a_worker_that_was_stopped_has_no_faults() -> None:
    stopped = worker()
    stopped.start()

    stopped.stop()

    assert stopped.wait(2)
    assert stopped.faults() == ()


def test_what_does_not_end_in_time_is_left_behind(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    deaf = IdleQueue(deaf=True)
    stuck = worker(queue=deaf)
    stuck.start()

    stuck.stop()
    ended = stuck.join(0.1)

    assert not ended
    assert caplog.messages == ["left behind, somebody will take it over: jobs"]
    deaf.deaf = False
    deaf.stop()


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_process_cleanly_within_five_seconds(
    stop: signal.Signals, tmp_path: Path
) -> None:
    command = [sys.executable, "-W", "error", "-m", "tests.unit.entrypoints.worker.one_process"]
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    process = subprocess.Popen(
        [*command, str(tmp_path / "askpro.db")],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "duty\n"
        began = time.monotonic()
        process.send_signal(stop)
        said, _ = process.communicate(timeout=10)

    assert time.monotonic() - began < 5
    assert (process.returncode, said) == (0, "in time: True\n")


def test_slots_are_utc_whatever_the_clock_says() -> None:
    duty = Duty("tidy", 86_400, lambda: None)

    assert duty.slot(NOON) == NOON - timedelta(hours=12)
