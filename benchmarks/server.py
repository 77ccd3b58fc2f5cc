"""The service in a process of its own, as ``askpro serve`` starts it, on loopback only."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.houses import environment_of

START_SECONDS = 30
STOP_SECONDS = 15
ROOT = Path(__file__).parents[1]
ASKPRO = "from askpro.entrypoints.cli import main; main()"


@contextmanager
def served(url: str) -> Iterator[int]:
    """The port where it answers; its log goes to a file that is gone afterwards."""
    port = _free_port()
    command = [sys.executable, "-c", ASKPRO, "serve", "--port", str(port), *_processes(url)]
    with tempfile.TemporaryDirectory(prefix="askpro-bench-") as folder:
        environment = {
            **os.environ,
            **environment_of(url),
            "ASKPRO_DATA": folder,
            "PYTHONPATH": str(ROOT / "src"),
        }
        with (Path(folder) / "log").open("wb") as log:
            process = subprocess.Popen(command, env=environment, stderr=log)  # noqa: S603
            try:
                _wait_for(port, process)
                yield port
            finally:
                process.terminate()
                process.wait(STOP_SECONDS)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=1)
        try:
            connection.request("GET", "/health/live")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise RuntimeError("the service did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _processes(url: str) -> tuple[str, ...]:
    """As the service is meant to run: several processes on PostgreSQL, one on SQLite."""
    return () if url.startswith("sqlite") else ("--workers", "2")
