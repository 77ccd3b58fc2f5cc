"""What is queued is done once, and its key is taken for ever."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import attrs

from askpro.domain.ids import OrganisationId
from askpro.ports.jobs import Job
from askpro.testing.contracts.jobs.bench import (
    NOBODY,
    JobBench,
    LineBusy,
    NeverAllowed,
    Recorder,
    enqueue,
    mail,
    work_off,
)


class QueueingClaims:
    def test_a_queued_job_is_done_once_with_its_facts(self, bench: JobBench) -> None:
        handle = Recorder()
        job = Job("mail", "m", {"to": "müller"}, OrganisationId(NOBODY))
        enqueue(bench, job)

        work_off(bench, handle)

        assert handle.jobs == [job]
        assert bench.queue.depth() == {"waiting": 0, "running": 0, "dead": 0}

    def test_what_is_rolled_back_was_never_queued(self, bench: JobBench) -> None:
        handle = Recorder()

        with suppress(LineBusy), bench.begin() as jobs:
            jobs.enqueue(mail())
            raise LineBusy

        work_off(bench, handle)
        assert handle.jobs == []
        assert bench.queue.depth()["waiting"] == 0

    def test_a_key_that_was_rolled_back_is_still_free(self, bench: JobBench) -> None:
        handle = Recorder()
        with suppress(LineBusy), bench.begin() as jobs:
            jobs.enqueue(mail())
            raise LineBusy

        enqueue(bench, mail())
        work_off(bench, handle)

        assert handle.keys == ["mail 1"]

    def test_a_key_queued_twice_is_done_once(self, bench: JobBench) -> None:
        handle = Recorder()
        enqueue(bench, mail(), mail())
        enqueue(bench, mail(), mail("mail 2"))

        work_off(bench, handle)

        assert sorted(handle.keys) == ["mail 1", "mail 2"]

    def test_a_key_stays_taken_after_its_job_is_done(self, bench: JobBench) -> None:
        handle = Recorder()
        enqueue(bench, mail())
        work_off(bench, handle)

        enqueue(bench, mail())
        work_off(bench, handle)

        assert handle.keys == ["mail 1"]

    def test_a_key_stays_taken_after_its_job_has_died(self, bench: JobBench) -> None:
        handle = Recorder([NeverAllowed()])
        enqueue(bench, mail())
        work_off(bench, handle)

        enqueue(bench, mail())
        work_off(bench, handle)

        assert handle.keys == ["mail 1"]

    def test_a_job_waits_until_its_time_has_come(self, bench: JobBench) -> None:
        handle = Recorder()
        later = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
        job = attrs.evolve(mail(), not_before=later)
        enqueue(bench, job)

        bench.queue.run({"mail": handle}, until_idle=True)
        before = list(handle.jobs)
        bench.pass_time(timedelta(hours=2))
        bench.queue.run({"mail": handle}, until_idle=True)

        assert (before, handle.jobs) == ([], [job])

    def test_a_kind_nobody_here_can_do_waits_for_somebody_who_can(self, bench: JobBench) -> None:
        handle = Recorder()
        enqueue(bench, attrs.evolve(mail(), kind="fax"))

        work_off(bench, handle)

        assert handle.jobs == []
        assert bench.queue.depth() == {"waiting": 1, "running": 0, "dead": 0}
