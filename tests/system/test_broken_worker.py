"""A house whose worker broke down says so and ends, so that a supervisor starts it again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from dependency_injector import providers
from litestar.testing import TestClient

from askpro.entrypoints.cli.serving import prepare, service
from askpro.entrypoints.container import Container
from askpro.entrypoints.settings import read_settings
from askpro.testing.contracts.jobs.bench import soon
from tests.system.test_demo_process import free_port
from tests.unit.entrypoints.worker.queues import IdleQueue

ROOT = Path(__file__).parents[2]


def test_it_is_not_ready_and_says_why(tmp_path: Path) -> None:
    settings = read_settings({}, data=tmp_path)
    prepare(settings)
    ended: list[str] = []
    with Container.queue.override(providers.Object(IdleQueue(ZeroDivisionError("a bug")))):
        serving = service(settings, worker=True, on_failure=lambda: ended.append("asked to end"))

    with TestClient(serving.app) as client:
        assert soon(lambda: serving.failed)
        answer = client.get("/health/ready")
        assert client.get("/health/live").status_code == 200

    assert answer.status_code == 503
    assert answer.json()["output"] == "The worker has ended: ZeroDivisionError."
    assert ended == ["asked to end"]


def test_a_house_whose_worker_works_is_ready(tmp_path: Path) -> None:
    settings = read_settings({}, data=tmp_path)
    prepare(settings)

    with TestClient(service(settings, worker=True).app) as client:
        assert client.get("/health/ready").json() == {"status": "pass"}


@pytest.mark.slow
def test_the_process_logs_it_and_ends_with_1(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.system.broken_worker", str(tmp_path), str(free_port())],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip

    assert ended.returncode == 1, ended.stderr
    assert "the queue has ended, no jobs are done any more" in ended.stderr
    assert "ZeroDivisionError: a bug" in ended.stderr
