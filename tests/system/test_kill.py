"""kill -9 at any moment: what a caller was told stays true, and every cent is in its place."""

import os
import random
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from dependency_injector import providers

from askpro.entrypoints.cli.house import close
from askpro.entrypoints.cli.serving import prepare
from askpro.entrypoints.container import Container
from askpro.entrypoints.settings import read_settings
from tests.system.killing import salons
from tests.system.killing.callers import line_to, plans, play
from tests.system.killing.killer import Killer
from tests.system.killing.letters_written import letter_faults
from tests.system.killing.words_kept import Unheard, appointment_faults, money_faults, read
from tests.system.process import Service, environment
from tests.system.stem import Stem

KEY = "key_of_the_callers"
CALLS, KILLS, CALLERS = 200, 20, 6
QUEUE_SECONDS = 75
"""A job in hand of a killed worker waits for its lease, half a minute."""


@pytest.fixture(params=["sqlite", "postgres"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Mapping[str, str]:
    chosen = {"data": str(tmp_path), "retell_api_key": KEY}
    if request.param == "postgres":
        chosen["database_url"] = request.getfixturevalue("postgres_url")
    return chosen


@pytest.fixture
def container(settings: Mapping[str, str]) -> Iterator[Container]:
    """Over the same database as the service, filled with salons."""
    read_ = read_settings(environment(settings))
    prepare(read_)
    container = Container(settings=providers.Object(read_))
    salons.plant(container)
    yield container
    close(container)


@pytest.fixture
def service(settings: Mapping[str, str], tmp_path: Path) -> Iterator[Service]:
    log = tmp_path / "service.log"
    stem = Stem.planted(environment(settings), log)
    service = Service(stem.start, log)
    yield service
    service.kill()
    stem.fell()


@pytest.mark.slow
def test_a_house_killed_at_any_moment_keeps_its_word(
    service: Service, container: Container, tmp_path: Path
) -> None:
    seed = int(os.environ.get("ASKPRO_TEST_SEED") or random.SystemRandom().randrange(10**6))
    chance = random.Random(seed)
    mailbox = tmp_path / "mailbox"
    with line_to(service.url, KEY) as (line, traffic), ThreadPoolExecutor(CALLERS) as phones:
        calling = [
            phones.submit(partial(play, plan, line, traffic.wishes))
            for plan in plans(CALLS, chance, datetime.now(UTC))
        ]
        service.start()

        moments = Killer(service, traffic, mailbox, chance).kill_all(KILLS, CALLS)
        heard = {one.plan.call_id: one for one in (future.result() for future in calling)}
        depth = wait_until_idle(container)

        kept = read(container)
        faults = [
            *appointment_faults(list(heard.values()), kept),
            *money_faults(list(heard.values()), kept, container),
            *letter_faults(heard, kept, mailbox),
            *Unheard(line, heard).faults(kept),
        ]
        asked_again = read(container)
    assert not faults, f"ASKPRO_TEST_SEED={seed}\n" + "\n".join(faults)
    assert depth == {"waiting": 0, "running": 0, "dead": 0}, f"ASKPRO_TEST_SEED={seed}"
    assert asked_again.appointments == kept.appointments
    assert len(kept.appointments) > CALLS // 2
    assert len(moments) == KILLS


def wait_until_idle(container: Container) -> Mapping[str, int]:
    """How many jobs there are when none waits, or when it takes too long."""
    until = time.monotonic() + QUEUE_SECONDS
    while True:
        depth = container.queue().depth()
        if not (depth["waiting"] or depth["running"]) or time.monotonic() > until:
            return depth
        time.sleep(0.1)
