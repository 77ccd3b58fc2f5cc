"""A whole worker on SQLite for the signal tests: ``python -m … <database file>``."""

import sys
from datetime import UTC, datetime

from askpro.adapters.sql.job_slots import SqlJobSlots
from askpro.entrypoints.worker import Duty, Worker
from tests.unit.adapters.jobs.benches import sql_bench


def say() -> None:
    sys.stdout.write("duty\n")
    sys.stdout.flush()


if __name__ == "__main__":
    bench = sql_bench(f"sqlite:///{sys.argv[1]}")
    slots = SqlJobSlots(bench.write)
    duty = Duty("say", 86_400, say)
    worker = Worker(bench.queue, {}, [duty], slots.claim, lambda: datetime.now(UTC))
    sys.stdout.write(f"in time: {worker.run()}\n")
