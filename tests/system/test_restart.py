"""The service ends when it is asked to, and does not start where it should not."""

import json
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
import sqlalchemy as sa
from dependency_injector import providers

from askpro.adapters.sql.tables import calls
from askpro.domain.notices.notice import Occasion
from askpro.domain.organisations.scope import Scope
from askpro.entrypoints.cli.house import close
from askpro.entrypoints.cli.serving import prepare
from askpro.entrypoints.cli.simulator.line import signature
from askpro.entrypoints.container import Container
from askpro.entrypoints.settings import read_settings
from askpro.ports.jobs import Job
from tests.system.killing import salons
from tests.system.process import ASKPRO, Service, as_a_command, environment

KEY = "key_of_the_house"
ENDS_WITHIN_SECONDS = 5
HOOKS = ("/webhooks/retell", "/retell/inbound", "/retell/functions")
BEGUN = {"event": "call_started", "call": {"call_id": "call_1", "to_number": "+4922111111110"}}

Start = Callable[..., Service]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Container]:
    """The salons on the SQLite of the test's folder."""
    settings = read_settings(environment({"data": str(tmp_path)}))
    prepare(settings)
    container = Container(settings=providers.Object(settings))
    salons.plant(container)
    yield container
    close(container)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """A service with these settings on the SQLite of the test's folder, ready."""
    started: list[Service] = []

    def launch(**settings: str) -> Service:
        log = tmp_path / "service.log"
        service = Service(as_a_command({"data": str(tmp_path), **settings}, log), log)
        started.append(service)
        service.start()
        service.wait_until_ready()
        return service

    yield launch
    for service in started:
        service.kill()


@contextmanager
def silent_mail_server() -> Iterator[socket.socket]:
    """Takes connections and says nothing, for ever."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)
        yield server


@pytest.mark.slow
def test_sigterm_ends_the_service_with_connections_open_and_a_letter_at_hand(
    house: Container, start: Start
) -> None:
    with silent_mail_server() as mail:
        service = start(retell_api_key=KEY, smtp_url=f"smtp://127.0.0.1:{mail.getsockname()[1]}")
        with httpx.Client(base_url=service.url) as client:
            assert client.get("/health/live").is_success
            queue_a_letter(house)
            at_hand, _ = mail.accept()

            took = service.terminate()

            at_hand.close()
    assert took <= ENDS_WITHIN_SECONDS, service.end_of_log()
    assert sum(house.queue().depth().values()) == 1


def queue_a_letter(house: Container) -> None:
    facts = {"occasion": Occasion.ALERT.value, "recipient": "wer@example.org", "text": "Achtung."}
    with house.storage().begin(Scope.everything()) as work:
        work.jobs.enqueue(Job("deliver_notice", f"alert:{uuid4()}", facts))


@pytest.mark.slow
def test_an_outdated_database_is_refused_with_the_line_to_type(
    house: Container, tmp_path: Path
) -> None:
    with house.writer().begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))

    refused = subprocess.run(
        [*ASKPRO, "serve", "--port", "8099"], capture_output=True, text=True, check=False,
        timeout=60, env=environment({"data": str(tmp_path), "retell_api_key": KEY}),
    )  # fmt: skip

    assert refused.returncode == 3
    assert "The database is not of this version; type: askpro db upgrade" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.slow
def test_without_a_key_of_the_platform_nothing_is_accepted(house: Container, start: Start) -> None:
    service = start()
    body = json.dumps(BEGUN).encode()
    tried = [None, "", "v=0,d=" + "0" * 64, *(signature(key, body, now()) for key in ("", "None"))]

    with httpx.Client(base_url=service.url) as client:
        answers = {
            client.post(path, content=body, headers=_header(sign)).status_code
            for path in HOOKS
            for sign in tried
        }

    assert answers == {401}
    with house.reader().connect() as connection:
        assert connection.execute(sa.select(calls.calls)).first() is None
        assert connection.execute(sa.select(calls.inbox)).first() is None


def _header(sign: str | None) -> dict[str, str]:
    return {} if sign is None else {"x-retell-signature": sign}


def now() -> datetime:
    return datetime.now(UTC)


@pytest.mark.slow
def test_a_head_without_end_is_hung_up_on(start: Start) -> None:
    service = start(retell_api_key=KEY)
    with socket.create_connection(("127.0.0.1", service.port), timeout=20) as caller:
        caller.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\nX-Long: ")
        with pytest.raises((ConnectionResetError, BrokenPipeError)):
            send_without_end(caller)

    with httpx.Client(base_url=service.url) as client:
        longest = client.get("/health/live", headers={"x-long": "a" * 30_000})
    assert longest.is_success


def send_without_end(caller: socket.socket) -> None:
    for _ in range(3000):
        caller.sendall(b"a" * 16_384)
