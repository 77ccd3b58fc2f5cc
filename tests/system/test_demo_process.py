"""``askpro demo`` as people start it: a process that answers, rings and ends on SIGTERM."""

import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

ASKPRO = [sys.executable, "-c", "from askpro.entrypoints.cli import main; main()"]
SCRIPT = "sekunden: 600\nEine Beratung in zwei Wochen am Mittwoch um elf\nDas erste, bitte\nErika\n"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def demo_running(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    out = (folder / "out.txt").open("w+")
    with out, subprocess.Popen(
        [*ASKPRO, "demo", "--data", str(folder), "--port", str(port)],
        stdout=out, stderr=subprocess.STDOUT, text=True,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def wait_until_ready(url: str, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 60
    with httpx.Client() as client:
        while time.monotonic() < until and process.poll() is None:
            try:
                if client.get(f"{url}/health/ready").is_success:
                    return
            except httpx.ConnectError:
                time.sleep(0.1)
    pytest.fail("the demo did not become ready")


@pytest.mark.slow
def test_the_demo_takes_a_call_charges_it_writes_letters_and_ends(tmp_path: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    (tmp_path / "script.txt").write_text(SCRIPT, encoding="utf-8")
    with demo_running(tmp_path, port) as process:
        wait_until_ready(url, process)
        guide = (tmp_path / "out.txt").read_text(encoding="utf-8")
        line = next(line for line in guide.splitlines() if " call " in line)
        call = shlex.split(line[line.index(" call ") :])

        rung = subprocess.run(
            [*ASKPRO, *call, "--script", str(tmp_path / "script.txt")],
            capture_output=True, text=True, check=False, env={**os.environ, "PYTHONUTF8": "1"},
        )  # fmt: skip
        until = time.monotonic() + 20
        while not list(tmp_path.glob("mailbox/confirmed*.eml")) and time.monotonic() < until:
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        ended = process.wait(20)

    assert "booked Beratung" in rung.stdout, rung.stdout + rung.stderr
    assert "charged 4.00 EUR" in rung.stdout
    assert rung.returncode == 0
    assert len(list(tmp_path.glob("mailbox/confirmed*.eml"))) == 1
    assert ended in {0, -signal.SIGTERM}
