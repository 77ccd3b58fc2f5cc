"""Jobs survive kill -9, and many workers do each job once."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs
import pytest

from askpro.adapters.procrastinate.tables import theirs
from askpro.adapters.sql.job_tables import jobs
from askpro.ports.job_attempts import SILENT
from askpro.ports.jobs import MOST_ATTEMPTS, Job
from askpro.testing.contracts.jobs.bench import enqueue, running, soon
from tests.unit.adapters.jobs.benches import ProcrastinateBench, SqlBench
from tests.unit.adapters.jobs.one_worker import SILENT_SECONDS, bench_at, quick, slow

ROOT = Path(__file__).parents[4]
EVERY_QUEUE = ["sql on sqlite", "sql on postgresql", "procrastinate"]
pytestmark = pytest.mark.slow


@attrs.frozen
class Works:
    """A queue that several processes share, and the diary of what they did."""

    kind: str
    url: str
    diary: Path
    bench: SqlBench | ProcrastinateBench

    @contextmanager
    def worker(self) -> Iterator[int]:
        """Another process at work; its id."""
        command = [sys.executable, "-W", "error", "-m", "tests.unit.adapters.jobs.one_worker"]
        paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        process = subprocess.Popen(
            [*command, self.kind, self.url, str(self.diary)],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": paths},
        )
        try:
            yield process.pid
        finally:
            process.kill()
            process.wait(10)

    def keys(self, word: str) -> list[str]:
        lines = self.diary.read_text().splitlines()
        return [line.split()[1] for line in lines if line.startswith(word)]


@pytest.fixture(params=EVERY_QUEUE)
def works(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Works]:
    kind = request.param.split()[0]
    if request.param.endswith("sqlite"):
        url = f"sqlite:///{tmp_path / 'askpro.db'}"
    else:
        url = request.getfixturevalue("postgres_url")
    bench = bench_at(kind, url)
    diary = tmp_path / "diary"
    diary.touch()
    yield Works(kind, url, diary, bench)
    bench.close()


def test_a_job_whose_process_was_killed_is_taken_over(works: Works) -> None:
    enqueue(works.bench, Job("slow", "photo", {"seconds": "60"}))
    with works.worker() as pid:
        assert soon(lambda: works.keys("begun") == ["photo"], 20)
        os.kill(pid, signal.SIGKILL)

    handler = {"slow": lambda job: quick(works.diary, job)}
    with running(works.bench.queue, handler):
        assert soon(lambda: works.keys("done") == ["photo"], 20)
        assert soon(lambda: works.bench.queue.depth()["running"] == 0)

    assert works.bench.queue.depth() == {"waiting": 0, "running": 0, "dead": 0}


def test_a_job_that_outlasts_the_lease_is_left_to_its_living_worker(works: Works) -> None:
    seconds = SILENT_SECONDS * 2.5
    enqueue(works.bench, Job("slow", "film", {"seconds": str(seconds)}))

    with works.worker(), works.worker():
        assert soon(lambda: works.keys("done") == ["film"], 20)
        assert soon(lambda: works.bench.queue.depth()["running"] == 0)

    assert works.keys("begun") == ["film"]


def test_two_hundred_jobs_over_two_processes_are_done_once_each(works: Works) -> None:
    keys = [f"job-{number}" for number in range(200)]
    enqueue(works.bench, *(Job("quick", key, {}) for key in keys))

    with works.worker(), works.worker():
        assert soon(lambda: sum(works.bench.queue.depth().values()) == 0, 60)

    assert sorted(works.keys("done")) == sorted(keys)
    assert len({line.split()[2] for line in works.diary.read_text().splitlines()}) == 2


def test_a_job_that_kills_every_worker_dies_in_the_end(works: Works) -> None:
    """The last permitted attempt is lost with its worker, so nobody reports a failure."""
    enqueue(works.bench, Job("slow", "poison", {"seconds": "60"}))
    with works.worker() as pid:
        assert soon(lambda: works.keys("begun") == ["poison"], 20)
        os.kill(pid, signal.SIGKILL)
    use_up_attempts(works.bench)

    with running(works.bench.queue, {"slow": lambda job: slow(works.diary, job)}):
        assert soon(lambda: works.bench.queue.depth()["dead"] == 1, 20)

    (letter,) = works.bench.queue.dead_letters()
    assert (letter.error, letter.attempts) == (SILENT, MOST_ATTEMPTS)
    assert works.keys("begun") == ["poison"]


def use_up_attempts(bench: SqlBench | ProcrastinateBench) -> None:
    if isinstance(bench, ProcrastinateBench):
        # Procrastinate counts an attempt when it ends, our own table when it begins.
        used_up = theirs.update().values(attempts=MOST_ATTEMPTS - 1)
    else:
        used_up = jobs.update().values(attempts=MOST_ATTEMPTS)
    with bench.engine.begin() as connection:
        connection.execute(used_up)
