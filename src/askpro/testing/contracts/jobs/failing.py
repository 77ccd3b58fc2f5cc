"""What fails is tried again, and ends where the operator sees it."""

from datetime import timedelta

import pytest

from askpro.ports.jobs import MOST_ATTEMPTS, Job, NoSuchJob
from askpro.testing.contracts.jobs.bench import (
    NOBODY,
    JobBench,
    LineBusy,
    NeverAllowed,
    NobodyThere,
    Recorder,
    enqueue,
    mail,
    work_off,
)


class FailureClaims:
    def test_a_failed_job_is_tried_again_after_a_pause(self, bench: JobBench) -> None:
        handle = Recorder([LineBusy()])
        enqueue(bench, mail())

        bench.queue.run({"mail": handle}, until_idle=True)
        bench.queue.run({"mail": handle}, until_idle=True)
        before = len(handle.jobs)
        bench.pass_time(timedelta(seconds=2))
        bench.queue.run({"mail": handle}, until_idle=True)

        assert (before, len(handle.jobs)) == (1, 2)
        assert bench.queue.depth() == {"waiting": 0, "running": 0, "dead": 0}

    def test_the_pauses_grow(self, bench: JobBench) -> None:
        handle = Recorder([LineBusy() for _ in range(3)])
        enqueue(bench, mail())

        seen = []
        for _ in range(3):
            bench.queue.run({"mail": handle}, until_idle=True)
            seen.append(len(handle.jobs))
            bench.pass_time(timedelta(seconds=2))

        assert seen == [1, 2, 2]

    def test_after_the_last_attempt_a_job_is_a_dead_letter(self, bench: JobBench) -> None:
        handle = Recorder([ValueError("no such street\nin no such town") for _ in range(20)])
        enqueue(bench, mail())

        work_off(bench, handle)

        (letter,) = bench.queue.dead_letters()
        assert len(handle.jobs) == MOST_ATTEMPTS
        assert letter.job == mail()
        assert letter.attempts == MOST_ATTEMPTS
        assert letter.error == "ValueError: no such street"
        assert letter.died_at.utcoffset() == timedelta(0)
        assert bench.queue.depth() == {"waiting": 0, "running": 0, "dead": 1}

    @pytest.mark.parametrize("refusal", [NeverAllowed(), NobodyThere()])
    def test_what_is_refused_is_not_tried_again(self, bench: JobBench, refusal: Exception) -> None:
        handle = Recorder([refusal])
        enqueue(bench, mail())

        work_off(bench, handle)

        (letter,) = bench.queue.dead_letters()
        assert len(handle.jobs) == letter.attempts == 1
        assert type(refusal).__name__ in letter.error

    def test_a_dead_letter_keeps_no_endless_error(self, bench: JobBench) -> None:
        handle = Recorder([ValueError("\0" + "x" * 100_000) for _ in range(MOST_ATTEMPTS)])
        enqueue(bench, mail())

        work_off(bench, handle)

        (letter,) = bench.queue.dead_letters()
        assert len(letter.error) == 300

    def test_one_failing_job_does_not_hold_up_the_others(self, bench: JobBench) -> None:
        def handle(job: Job) -> None:
            recorder(job)
            if job.key == "mail 3":
                raise LineBusy

        recorder = Recorder()
        enqueue(bench, *(mail(f"mail {number}") for number in range(10)))

        bench.queue.run({"mail": handle}, until_idle=True)

        assert sorted(recorder.keys) == [f"mail {number}" for number in range(10)]
        assert bench.queue.depth() == {"waiting": 1, "running": 0, "dead": 0}

    def test_a_replayed_letter_has_fresh_attempts(self, bench: JobBench) -> None:
        handle = Recorder([NeverAllowed()])
        enqueue(bench, mail())
        work_off(bench, handle)
        handle.failures = [LineBusy() for _ in range(MOST_ATTEMPTS - 1)]

        (letter,) = bench.queue.dead_letters()
        bench.queue.replay(letter.id)
        work_off(bench, handle)

        assert handle.jobs == [mail()] * (1 + MOST_ATTEMPTS)
        assert bench.queue.depth() == {"waiting": 0, "running": 0, "dead": 0}

    def test_a_replayed_letter_is_no_dead_letter_any_more(self, bench: JobBench) -> None:
        enqueue(bench, mail())
        work_off(bench, Recorder([NeverAllowed()]))

        (letter,) = bench.queue.dead_letters()
        bench.queue.replay(letter.id)

        assert list(bench.queue.dead_letters()) == []
        assert bench.queue.depth()["waiting"] == 1
        with pytest.raises(NoSuchJob):
            bench.queue.replay(letter.id)

    def test_an_unknown_letter_cannot_be_replayed(self, bench: JobBench) -> None:
        with pytest.raises(NoSuchJob):
            bench.queue.replay(NOBODY)

    def test_dead_letters_come_newest_first_and_no_more_than_asked(self, bench: JobBench) -> None:
        for number in range(3):
            enqueue(bench, mail(f"mail {number}"))
            bench.queue.run({"mail": Recorder([NeverAllowed()])}, until_idle=True)
            bench.pass_time(timedelta(seconds=1))

        letters = bench.queue.dead_letters(most=2)

        assert [letter.job.key for letter in letters] == ["mail 2", "mail 1"]
