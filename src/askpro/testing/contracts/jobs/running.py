"""How a running queue wakes, tells and stops."""

import threading
import time

from askpro.ports.jobs import Job
from askpro.testing.contracts.jobs.bench import (
    JobBench,
    Recorder,
    enqueue,
    mail,
    running,
    soon,
    until,
)


class RunningClaims:
    def test_a_running_queue_finds_a_new_job_within_a_second(self, bench: JobBench) -> None:
        handle = Recorder()

        with running(bench.queue, {"mail": handle}):
            time.sleep(0.3)
            enqueue(bench, mail())
            assert soon(lambda: handle.keys == ["mail 1"], within_seconds=1.5)

    def test_the_depth_tells_what_is_at_hand(self, bench: JobBench) -> None:
        go_on = threading.Event()
        enqueue(bench, mail())

        with running(bench.queue, {"mail": lambda _: until(go_on)}):
            assert soon(lambda: bench.queue.depth()["running"] == 1)
            assert bench.queue.depth()["waiting"] == 0
            go_on.set()
            assert soon(lambda: bench.queue.depth()["running"] == 0)

    def test_a_stopped_queue_ends_soon(self, bench: JobBench) -> None:
        with running(bench.queue, {"mail": Recorder()}) as thread:
            time.sleep(0.3)

            bench.queue.stop()

            thread.join(2)
            assert not thread.is_alive()

    def test_a_stopped_queue_can_run_again(self, bench: JobBench) -> None:
        handle = Recorder()
        with running(bench.queue, {"mail": handle}):
            pass

        enqueue(bench, mail())
        bench.queue.run({"mail": handle}, until_idle=True)

        assert handle.keys == ["mail 1"]

    def test_a_stop_before_the_start_is_not_forgotten(self, bench: JobBench) -> None:
        bench.queue.stop()

        thread = threading.Thread(target=bench.queue.run, args=({"mail": Recorder()},), daemon=True)
        thread.start()

        thread.join(2)
        assert not thread.is_alive()

    def test_a_stopped_queue_finishes_the_job_at_hand(self, bench: JobBench) -> None:
        begun, finished = threading.Event(), threading.Event()

        def handle(_: Job) -> None:
            begun.set()
            time.sleep(0.5)
            finished.set()

        enqueue(bench, mail())
        with running(bench.queue, {"mail": handle}) as thread:
            assert begun.wait(5)
            bench.queue.stop()
            thread.join(5)

        assert finished.is_set()
        assert bench.queue.depth() == {"waiting": 0, "running": 0, "dead": 0}
