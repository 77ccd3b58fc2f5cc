"""What only the queue on our own table promises."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from askpro.adapters.sql import job_rows
from askpro.adapters.sql.job_slots import SqlJobSlots
from askpro.adapters.sql.job_tables import jobs
from askpro.adapters.sql.jobs import SqlJobs, ring_on_commit
from askpro.adapters.sql.metadata import metadata
from askpro.ports.jobs import Job
from askpro.testing.contracts.jobs.bench import Recorder, enqueue, mail, running, soon
from tests.unit.adapters.jobs.benches import MovableClock, SqlBench, sql_bench, sqlite_engine

LEASE = timedelta(seconds=30)


@pytest.fixture(params=["sqlite", "postgresql"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlBench]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'askpro.db'}"
    else:
        url = request.getfixturevalue("postgres_url")
    bench = sql_bench(url)
    yield bench
    bench.close()


def take(bench: SqlBench) -> list[job_rows.Taken]:
    now = bench.clock()
    with bench.write() as connection:
        return job_rows.take(connection, ["mail"], 10, now, now + LEASE)


def test_whose_lease_ran_out_cannot_finish_the_job_any_more(bench: SqlBench) -> None:
    enqueue(bench, mail())
    (slow,) = take(bench)
    bench.pass_time(LEASE * 2)
    (quick,) = take(bench)

    with bench.write() as connection:
        late = job_rows.mark_failed(connection, slow, "late", None, bench.clock())
        on_time = job_rows.mark_done(connection, quick)

    assert (late, on_time) == (False, True)
    assert bench.queue.depth() == {"waiting": 0, "running": 0, "dead": 0}


def test_a_renewed_lease_keeps_others_away(bench: SqlBench) -> None:
    enqueue(bench, mail())
    held = take(bench)
    bench.pass_time(LEASE / 2)
    with bench.write() as connection:
        job_rows.renew(connection, held, bench.clock() + LEASE)

    bench.pass_time(LEASE * 0.75)

    assert take(bench) == []


def test_a_done_job_leaves_its_key_but_not_its_facts(bench: SqlBench) -> None:
    enqueue(bench, mail())
    bench.queue.run({"mail": Recorder()}, until_idle=True)

    with bench.engine.connect() as connection:
        row = connection.execute(sa.select(jobs)).one()

    assert (row.key, row.state, row.facts) == ("mail 1", "done", {})


def test_a_commit_with_a_job_wakes_a_sleeping_queue(tmp_path: Path) -> None:
    bench = sql_bench(f"sqlite:///{tmp_path / 'askpro.db'}", poll_seconds=10)
    # The bell rings before the commit; make the gap as wide as a slow disk would.
    sa.event.listen(bench.engine, "commit", lambda _: time.sleep(0.2))
    handle = Recorder()

    with running(bench.queue, {"mail": handle}):
        time.sleep(0.3)
        enqueue(bench, mail())
        assert soon(lambda: handle.keys == ["mail 1"], within_seconds=4)

    bench.close()


def test_only_a_commit_with_a_new_job_rings(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / "askpro.db")
    metadata.create_all(engine, tables=[jobs])
    rung: list[str] = []
    ring_on_commit(engine, lambda: rung.append("ring"))

    with engine.begin() as connection:
        connection.execute(sa.select(jobs))
    with engine.connect() as connection:
        SqlJobs(connection, MovableClock(), uuid4).enqueue(mail())
        connection.rollback()
        connection.commit()
    quiet = list(rung)
    for _ in range(2):
        with engine.begin() as connection:
            SqlJobs(connection, MovableClock(), uuid4).enqueue(mail())

    assert (quiet, rung) == ([], ["ring"])
    engine.dispose()


def test_only_two_handlers_run_at_once(bench: SqlBench) -> None:
    lock, at_once, most = threading.Lock(), [0], [0]

    def handle(_: Job) -> None:
        with lock:
            at_once[0] += 1
            most[0] = max(most[0], at_once[0])
        threading.Event().wait(0.03)
        with lock:
            at_once[0] -= 1

    enqueue(bench, *(mail(f"mail {number}") for number in range(8)))
    bench.queue.run({"mail": handle}, until_idle=True)

    assert most == [2]


def test_each_slot_of_a_duty_is_given_out_once(bench: SqlBench) -> None:
    slots = SqlJobSlots(bench.write)
    noon = bench.clock()
    later = noon + timedelta(minutes=1)

    asked = [("tidy", noon), ("tidy", noon), ("count", noon), ("tidy", later), ("tidy", noon)]

    assert [slots.claim(duty, slot) for duty, slot in asked] == [True, False, True, True, False]
