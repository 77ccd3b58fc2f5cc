"""Starts a service in a tenth of the time: everything is imported once, then forked.

    python -m tests.system.stem         on standard input, a line of JSON for each start
    {"arguments": ["serve", …]}   →     the process's number, and its exit once it has ended

What runs in the fork is what ``askpro serve`` runs. When the input ends, so does everything.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

import attrs


@attrs.define
class Fork:
    """One process of the stem's; its output goes to the stem's log."""

    stem: "Stem"
    pid: int
    ended: bool = False

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> int:
        """Once; the stem has reaped it then."""
        self.ended = True
        return int(self.stem.answer())

    def poll(self) -> int | None:
        return 0 if self.ended else None


@attrs.define
class Stem:
    """Forks one service at a time."""

    process: subprocess.Popen[str]

    @classmethod
    def planted(cls, environment: Mapping[str, str], log: Path) -> "Stem":
        with log.open("ab") as output:
            line = [sys.executable, "-m", __name__]
            process = subprocess.Popen(
                line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=output, text=True,
                env=dict(environment), cwd=Path(__file__).parents[2],
            )  # fmt: skip
        stem = cls(process)
        assert stem.answer() == "ready\n"
        return stem

    def start(self, arguments: Sequence[str]) -> Fork:
        stdin = self.process.stdin
        assert stdin is not None
        stdin.write(json.dumps({"arguments": list(arguments)}) + "\n")
        stdin.flush()
        return Fork(self, int(self.answer()))

    def answer(self) -> str:
        stdout = self.process.stdout
        assert stdout is not None
        line = stdout.readline()
        assert line, "the stem has ended"
        return line

    def fell(self) -> None:
        """End it and what it forked."""
        self.process.communicate(timeout=20)


def grow(orders: IO[str]) -> None:
    """Fork for each order and reap before the next."""
    _import_everything()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for order in orders:
        pid = os.fork()
        if pid == 0:
            _serve(json.loads(order)["arguments"])
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
        _, status = os.waitpid(pid, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _import_everything() -> None:
    import uvicorn.loops.uvloop
    import uvicorn.protocols.http.httptools_impl  # noqa: F401

    from askpro.entrypoints.cli import call, serving  # noqa: F401

    with contextlib.suppress(ImportError):
        import psycopg_pool  # noqa: F401

        import askpro.adapters.procrastinate.queue
        import askpro.adapters.procrastinate.schema  # noqa: F401


def _serve(arguments: Sequence[str]) -> None:
    """In the fork: what is said goes to the log, and standard input belongs to the stem."""
    from askpro.entrypoints.cli import run

    os.dup2(2, 1)
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    code = 1
    try:
        code = run(arguments)
    finally:
        os._exit(code)


if __name__ == "__main__":
    grow(sys.stdin)
