"""The container composes what the settings ask for."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from dependency_injector import providers

from askpro.adapters.mail import MailboxFolder, SmtpMessenger
from askpro.adapters.procrastinate.queue import ProcrastinateJobQueue
from askpro.adapters.sql.job_queue import SqlJobQueue
from askpro.adapters.sql.migrations import drift
from askpro.domain.errors import NotConfigured
from askpro.domain.organisations.scope import Scope
from askpro.entrypoints.cli.house import close
from askpro.entrypoints.container import Container
from askpro.entrypoints.settings import read_settings
from askpro.ports.jobs import Job
from askpro.ports.payments import NoSuchPayment
from askpro.ports.schema import SchemaState


@contextmanager
def composed(folder: Path, **settings: str) -> Iterator[Container]:
    chosen = read_settings({"ASKPRO_DATA": str(folder)}, **settings)
    container = Container(settings=providers.Object(chosen))
    try:
        yield container
    finally:
        close(container)


def build_everything(container: Container) -> None:
    for provider in container.providers.values():
        assert provider() is not None


def queue_and_run(container: Container) -> list[str]:
    """Set the database up, queue a job in a work, let the queue do it."""
    container.schema().upgrade()
    done: list[str] = []
    with container.storage().begin(Scope.everything()) as work:
        work.jobs.enqueue(Job("greet", "greet:1", {"name": "Ada"}))
    container.queue().run({"greet": lambda job: done.append(job.facts["name"])}, until_idle=True)
    return done


def test_nobody_else_may_read_the_data_on_sqlite(tmp_path: Path) -> None:
    with composed(tmp_path / "new") as container:
        container.schema().upgrade()

        modes = {file.name: file.stat().st_mode & 0o777 for file in (tmp_path / "new").iterdir()}
        assert set(modes) >= {"askpro.sqlite3", "askpro.sqlite3-wal", "askpro.sqlite3-shm"}
        assert set(modes.values()) == {0o600}
        assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_on_sqlite_everything_is_built_and_works(tmp_path: Path) -> None:
    with composed(tmp_path / "new") as container:
        build_everything(container)

        assert isinstance(container.queue(), SqlJobQueue)
        assert isinstance(container.messenger(), MailboxFolder)
        assert container.schema().state() is SchemaState.EMPTY
        assert "askpro db upgrade" in container.readiness()()[0]
        assert queue_and_run(container) == ["Ada"]
        assert container.schema().state() is SchemaState.CURRENT
        assert container.readiness()() == ()
        assert drift(container.writer()) == []


def test_on_postgresql_the_queue_is_procrastinate(tmp_path: Path, postgres_url: str) -> None:
    url = postgres_url.replace("+psycopg", "")
    with composed(tmp_path, database_url=url) as container:
        build_everything(container)

        assert isinstance(container.queue(), ProcrastinateJobQueue)
        assert queue_and_run(container) == ["Ada"]
        container.schema().upgrade()
        assert container.schema().state() is SchemaState.CURRENT


def test_with_a_mail_server_letters_go_there(tmp_path: Path) -> None:
    with composed(tmp_path, smtp_url="smtp://localhost") as container:
        assert isinstance(container.messenger(), SmtpMessenger)


def test_without_a_key_payments_name_the_setting(tmp_path: Path) -> None:
    with composed(tmp_path) as container, pytest.raises(NotConfigured) as refused:
        container.payments().look_up("any")

    assert refused.value.setting == "ASKPRO_STRIPE_SECRET_KEY"
    assert not issubclass(NotConfigured, NoSuchPayment)


def test_each_thing_is_made_once_and_can_be_overridden(tmp_path: Path) -> None:
    with composed(tmp_path) as container:
        assert container.storage() is container.storage()
        container.new_id.override(providers.Object(lambda: UUID(int=7)))

        assert container.set_price().new_id() == UUID(int=7)


def test_the_worker_knows_every_kind_of_job_and_its_duties(tmp_path: Path) -> None:
    with composed(tmp_path) as container:
        container.schema().upgrade()
        duties = {duty.name: duty for duty in container.duties()}

        assert set(container.handlers()) == {
            "confirm_appointment",
            "withdraw_appointment",
            "deliver_notice",
            "book_vendor_cost",
        }
        assert {name: duty.every_seconds for name, duty in duties.items()} == {
            "close_lost_calls": 300,
            "seal_ledger": 60,
            "charge_months": 3600,
            "sweep_visits": 3600,
            "sweep_entry_links": 3600,
            "expire_reservations": 300,
            "end_bonus": 300,
            "fill_wallets": 300,
            "warn_low_balances": 300,
            "reconcile_vendor_costs": 3600,
            "pay_out_commissions": 86_400,
            "check_invariants": 86_400,
        }
        for duty in duties.values():
            duty.do()
