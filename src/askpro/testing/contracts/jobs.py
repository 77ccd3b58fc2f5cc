"""What every job queue must do; real clocks and worker threads are welcome."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest

from askpro.domain.organisations.scope import Scope
from askpro.ports.clock import Clock
from askpro.ports.jobs import MOST_ATTEMPTS, Handle, Job, JobQueue, NoSuchJob
from askpro.ports.storage import Storage

PATIENCE_SECONDS = 20
NOTHING = {"waiting": 0, "running": 0, "dead": 0}


class Broken(Exception):
    """A handler fails."""


class Hand:
    """A handler that remembers, and fails as often as it is told."""

    def __init__(self, failures: int = 0) -> None:
        self.done: list[Job] = []
        self.tries = 0
        self._failures = failures

    def __call__(self, job: Job) -> None:
        self.tries += 1
        if self.tries <= self._failures:
            raise Broken("the far side is down")
        self.done.append(job)


def a_job(key: str = "", kind: str = "mail") -> Job:
    return Job(kind, key or f"mail:{uuid4()}", {"to": "Zoë 🦷"})


class JobContract:
    """Fill ``storage``, ``queue`` (whose back-off is a few milliseconds) and ``clock``."""

    @pytest.fixture
    def storage(self) -> Storage:
        """Where jobs are enqueued; the subclass makes it."""
        raise NotImplementedError

    @pytest.fixture
    def queue(self, storage: Storage) -> JobQueue:
        """The queue over that storage; the subclass makes it."""
        raise NotImplementedError

    @pytest.fixture
    def clock(self) -> Clock:
        """The clock the queue goes by; the subclass makes it."""
        raise NotImplementedError

    def test_a_job_is_done_with_its_facts(self, storage: Storage, queue: JobQueue) -> None:
        job, hand = a_job(), Hand()
        _enqueue(storage, job)

        queue.run({"mail": hand}, until_idle=True)

        assert hand.done == [job]
        assert queue.depth() == NOTHING

    def test_a_job_goes_to_the_handler_of_its_kind(self, storage: Storage, queue: JobQueue) -> None:
        mail, sms = Hand(), Hand()
        _enqueue(storage, a_job("1", "mail"), a_job("2", "sms"))

        queue.run({"mail": mail, "sms": sms}, until_idle=True)

        assert ([job.key for job in mail.done], [job.key for job in sms.done]) == (["1"], ["2"])

    def test_a_job_of_a_failed_work_is_never_done(self, storage: Storage, queue: JobQueue) -> None:
        hand = Hand()
        with pytest.raises(Broken), storage.begin(Scope.everything()) as work:  # noqa: PT012
            work.jobs.enqueue(a_job())
            raise Broken

        queue.run({"mail": hand}, until_idle=True)

        assert hand.tries == 0

    def test_a_waiting_key_is_not_queued_again(self, storage: Storage, queue: JobQueue) -> None:
        hand = Hand()
        _enqueue(storage, a_job("k"), a_job("k"))
        _enqueue(storage, a_job("k"))

        queue.run({"mail": hand}, until_idle=True)

        assert hand.tries == 1

    def test_a_done_key_is_not_queued_again(self, storage: Storage, queue: JobQueue) -> None:
        hand = Hand()
        _enqueue(storage, a_job("k"))
        queue.run({"mail": hand}, until_idle=True)

        _enqueue(storage, a_job("k"))
        queue.run({"mail": hand}, until_idle=True)

        assert hand.tries == 1

    def test_a_job_is_not_done_before_its_time(
        self, storage: Storage, queue: JobQueue, clock: Clock
    ) -> None:
        hand, later = Hand(), clock() + timedelta(hours=1)
        _enqueue(storage, Job("mail", "later", {}, not_before=later))

        queue.run({"mail": hand}, until_idle=True)

        assert hand.tries == 0
        assert queue.depth() == NOTHING | {"waiting": 1}

    def test_a_failed_job_is_tried_again(self, storage: Storage, queue: JobQueue) -> None:
        hand = Hand(failures=2)
        _enqueue(storage, a_job())

        _run_until(queue, hand, lambda: bool(hand.done))

        assert hand.tries == 3
        assert queue.depth() == NOTHING

    def test_a_failing_job_does_not_keep_others_waiting(
        self, storage: Storage, queue: JobQueue
    ) -> None:
        broken, hand = Hand(failures=99), Hand()
        _enqueue(storage, a_job("1", "broken"), a_job("2"))

        queue.run({"broken": broken, "mail": hand}, until_idle=True)

        assert [job.key for job in hand.done] == ["2"]

    def test_what_nothing_helps_becomes_a_dead_letter(
        self, storage: Storage, queue: JobQueue
    ) -> None:
        job, hand = a_job(), Hand(failures=99)
        _enqueue(storage, job)

        _run_until(queue, hand, lambda: bool(queue.dead_letters()))

        (letter,) = queue.dead_letters()
        assert (letter.job, letter.attempts) == (job, MOST_ATTEMPTS)
        assert "the far side is down" in letter.error
        assert letter.died_at.tzinfo is not None
        assert hand.tries == MOST_ATTEMPTS
        assert queue.depth() == NOTHING | {"dead": 1}

    def test_a_dead_letter_can_be_replayed_with_fresh_attempts(
        self, storage: Storage, queue: JobQueue
    ) -> None:
        hand = Hand(failures=MOST_ATTEMPTS + 2)
        _enqueue(storage, a_job())
        _run_until(queue, hand, lambda: bool(queue.dead_letters()))

        queue.replay(queue.dead_letters()[0].id)

        assert queue.depth() == NOTHING | {"waiting": 1}
        _run_until(queue, hand, lambda: bool(hand.done))
        assert queue.depth() == NOTHING
        assert list(queue.dead_letters()) == []

    def test_only_dead_letters_can_be_replayed(self, storage: Storage, queue: JobQueue) -> None:
        with pytest.raises(NoSuchJob):
            queue.replay(uuid4())

    def test_the_newest_dead_letters_come_first(self, storage: Storage, queue: JobQueue) -> None:
        for key in ("1", "2", "3"):
            _enqueue(storage, a_job(key))
            _run_until(queue, Hand(failures=99), lambda: queue.depth()["waiting"] == 0)

        assert [letter.job.key for letter in queue.dead_letters()] == ["3", "2", "1"]
        assert [letter.job.key for letter in queue.dead_letters(most=1)] == ["3"]

    def test_a_running_queue_takes_what_comes_later_until_it_is_stopped(
        self, storage: Storage, queue: JobQueue
    ) -> None:
        hand = Hand()

        with _running(queue, hand):
            _enqueue(storage, a_job("1"))
            _wait_for(lambda: len(hand.done) == 1)
            _enqueue(storage, a_job("2"))
            _wait_for(lambda: len(hand.done) == 2)

        _enqueue(storage, a_job("3"))
        assert [job.key for job in hand.done] == ["1", "2"]

    def test_stop_lets_the_job_at_hand_end(self, storage: Storage, queue: JobQueue) -> None:
        begun, go_on, done = threading.Event(), threading.Event(), []

        def slow(job: Job) -> None:
            begun.set()
            go_on.wait(PATIENCE_SECONDS)
            done.append(job.key)

        _enqueue(storage, a_job("1"))
        with _running(queue, slow):
            assert begun.wait(PATIENCE_SECONDS)
            assert queue.depth()["running"] == 1
            queue.stop()
            go_on.set()

        assert done == ["1"]
        assert queue.depth() == NOTHING

    def test_a_handler_may_begin_works_and_enqueue(self, storage: Storage, queue: JobQueue) -> None:
        hand = Hand()
        _enqueue(storage, a_job("1", "first"))

        queue.run({"first": lambda _: _enqueue(storage, a_job("2")), "mail": hand}, until_idle=True)

        assert [job.key for job in hand.done] == ["2"]

    def test_many_jobs_are_done_each_once(self, storage: Storage, queue: JobQueue) -> None:
        hand = Hand()
        _enqueue(storage, *(a_job(str(number)) for number in range(100)))

        queue.run({"mail": hand}, until_idle=True)

        assert sorted(int(job.key) for job in hand.done) == list(range(100))


def _enqueue(storage: Storage, *jobs: Job) -> None:
    with storage.begin(Scope.everything()) as work:
        for job in jobs:
            work.jobs.enqueue(job)


def _run_until(queue: JobQueue, handle: Handle, enough: Callable[[], bool]) -> None:
    """Retries become due only after their pause, so run again until it is enough."""

    def run() -> bool:
        queue.run({"mail": handle}, until_idle=True)
        return enough()

    _wait_for(run)


def _wait_for(happened: Callable[[], bool]) -> None:
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < give_up_at, "it did not happen"
        time.sleep(0.005)


@contextmanager
def _running(queue: JobQueue, handle: Handle) -> Iterator[None]:
    """A thread that runs the queue, stopped and waited for at the end."""
    worker = threading.Thread(target=queue.run, args=({"mail": handle},))
    worker.start()
    try:
        yield
    finally:
        queue.stop()
        worker.join(PATIENCE_SECONDS)
        assert not worker.is_alive()
