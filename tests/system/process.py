"""``askpro serve`` in a process of its own, started, killed and asked to end."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import attrs
import httpx

ASKPRO = [sys.executable, "-c", "from askpro.entrypoints.cli import main; main()"]
START_SECONDS = 60
POLL_SECONDS = 0.02


class Process(Protocol):
    """What is asked of a running service."""

    def send_signal(self, sig: int, /) -> None: ...
    def kill(self) -> None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def poll(self) -> int | None: ...


Launch = Callable[[Sequence[str]], Process]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """This process's environment with these settings of askpro and no others."""
    others = {name: text for name, text in os.environ.items() if not name.startswith("ASKPRO_")}
    return {**others, **{f"ASKPRO_{name.upper()}": text for name, text in settings.items()}}


def as_a_command(settings: Mapping[str, str], log: Path) -> Launch:
    """As people start it."""

    def launch(arguments: Sequence[str]) -> Process:
        with log.open("ab") as output:
            return subprocess.Popen(
                [*ASKPRO, *arguments], stdout=output, stderr=output, env=environment(settings)
            )

    return launch


@attrs.define
class Service:
    """One service at one port; whatever it says goes to one log."""

    launch: Launch
    log: Path
    port: int = attrs.field(factory=free_port)
    process: Process | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, *arguments: str) -> None:
        self.process = self.launch(["serve", "--port", str(self.port), *arguments])

    def wait_until_ready(self) -> None:
        """Raises ``AssertionError`` with the end of the log when it does not become ready."""
        assert self.process is not None
        until = time.monotonic() + START_SECONDS
        with httpx.Client() as client:
            while time.monotonic() < until and self.process.poll() is None:
                try:
                    if client.get(f"{self.url}/health/ready").is_success:
                        return
                except httpx.TransportError:
                    pass
                time.sleep(POLL_SECONDS)
        raise AssertionError(f"the service did not become ready:\n{self.end_of_log()}")

    def kill(self) -> None:
        """SIGKILL; nothing of it runs any more afterwards."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def terminate(self) -> float:
        """SIGTERM; the seconds until it was gone."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(START_SECONDS)
        return time.monotonic() - began

    def end_of_log(self) -> str:
        return self.log.read_text(errors="replace")[-4000:]
