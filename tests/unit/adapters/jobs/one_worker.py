"""One worker process for the crash tests: ``python -m … <sql|procrastinate> <url> <diary>``.

Writes a line per event into the diary: ``begun <key> <pid>`` and ``done <key> <pid>``.
"""

import os
import sys
import time
from functools import partial
from pathlib import Path

from askpro.ports.jobs import Job
from tests.unit.adapters.jobs.benches import (
    ProcrastinateBench,
    SqlBench,
    procrastinate_bench,
    sql_bench,
)

SILENT_SECONDS = 1.5


def bench_at(kind: str, url: str) -> SqlBench | ProcrastinateBench:
    if kind == "procrastinate":
        return procrastinate_bench(url, SILENT_SECONDS)
    return sql_bench(url, SILENT_SECONDS)


def note(diary: Path, word: str, job: Job) -> None:
    # One write of a short line in append mode is not torn by other processes.
    with diary.open("a") as lines:
        lines.write(f"{word} {job.key} {os.getpid()}\n")


def quick(diary: Path, job: Job) -> None:
    time.sleep(0.002)
    note(diary, "done", job)


def slow(diary: Path, job: Job) -> None:
    note(diary, "begun", job)
    time.sleep(float(job.facts["seconds"]))
    note(diary, "done", job)


if __name__ == "__main__":
    _, kind, url, diary = sys.argv
    handlers = {"quick": partial(quick, Path(diary)), "slow": partial(slow, Path(diary))}
    bench_at(kind, url).queue.run(handlers)
