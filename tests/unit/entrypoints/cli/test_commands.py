"""Each command answers in plain text, and refuses with one sentence."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from askpro import __version__
from askpro.domain.errors import Missing, Refused, Unavailable, WorldError
from askpro.domain.organisations.scope import Scope
from askpro.entrypoints.cli.errors import EXIT_CODES, exit_code
from askpro.entrypoints.cli.house import opened
from askpro.entrypoints.tokens import token_hash
from askpro.ports.jobs import Job
from tests.unit.entrypoints.cli.conftest import Askpro
from tests.unit.entrypoints.leaves import leaves


def test_version_and_help(askpro: Askpro) -> None:
    assert askpro("version").out == f"{__version__}\n"
    assert "top-up" in askpro("--help").out


@pytest.mark.parametrize(
    "arguments",
    [("nonsense",), ("top-up",), ("ledger", "show", "--most", "many"), ("explain", "not-an-id")],
)
def test_wrong_usage_has_its_exit_code(demo: Askpro, arguments: tuple[str, ...]) -> None:
    said = demo(*arguments)

    assert said.code == 2
    assert said.err


def test_wrong_settings_are_told_together_and_without_a_traceback(askpro: Askpro) -> None:
    said = askpro("ledger", "show", port="x", sender="nobody")

    assert said.code == 2
    assert len(said.err.splitlines()) == 2
    assert "Traceback" not in said.err


def test_where_no_database_is_the_setting_to_name_one_is_told(
    askpro: Askpro, tmp_path: Path
) -> None:
    before = askpro("ledger", "verify")
    status = askpro("db", "status")

    assert before.code == 4
    assert f"{tmp_path}/askpro.sqlite3" in before.err
    assert "ASKPRO_DATA" in before.err
    assert status.code == 1
    assert "state    empty" in status.out
    assert list(tmp_path.iterdir()) == []  # asking makes nothing


def test_an_upgrade_twice_is_an_upgrade_once(askpro: Askpro) -> None:
    assert "Upgraded: - → " in askpro("db", "upgrade").out
    assert askpro("db", "upgrade").out.startswith("The database is at ")
    assert "state    current" in askpro("db", "status").out
    assert askpro("db", "status").code == 0


def test_a_top_up_is_booked_once_for_each_reference(demo: Askpro) -> None:
    first = demo("top-up", "Salon Haarmonie", "12,50", "--reference", "B1")
    again = demo("top-up", "Salon Haarmonie", "12.50", "--reference", "B1")
    other = demo("top-up", "Salon Haarmonie", "13", "--reference", "B1")

    assert first.out == again.out
    assert "Balance 62.50 EUR" in first.out
    assert other.code == 3
    assert other.err.startswith("This reference was used for another amount")


@pytest.mark.parametrize("amount", ["1.5", "1,234.00", "free", "-5"])
def test_an_amount_that_is_none_is_wrong_usage(demo: Askpro, amount: str) -> None:
    assert demo("top-up", "Salon Haarmonie", "--reference", "B1", "--", amount).code == 2


def test_an_organisation_that_is_not_there_is_missing(demo: Askpro) -> None:
    said = demo("top-up", "Salon", "5", "--reference", "B1")

    assert said.code == 4
    assert said.err == "There is no such organisation here.\n"


def test_the_ledger_is_shown_page_by_page(demo: Askpro) -> None:
    first = demo("ledger", "show", "--most", "3").out
    more = re.search(r"More: askpro (.+)", first)

    assert more
    rest = demo(*more[1].split()).out
    assert first.count("topup:") == 3
    assert rest.count("topup:") == 2
    assert "Nordlicht Telefonassistenz           wallet            200.00 EUR" in first + rest


def test_the_ledger_verifies_until_somebody_changes_a_balance(demo: Askpro, tmp_path: Path) -> None:
    before = demo("ledger", "verify")
    with closing(sqlite3.connect(tmp_path / "askpro.sqlite3")) as database, database:
        database.execute("UPDATE wallets SET balance_cents = balance_cents + 1")
    after = demo("ledger", "verify")

    assert (before.code, before.out) == (0, "5 transactions, 0 sealed, 7 accounts: no faults.\n")
    assert after.code == 1
    assert after.out.count("The wallet of ") == 5


def test_a_dead_letter_is_listed_and_replayed(demo: Askpro) -> None:
    def fail(_: Job) -> None:
        raise Refused

    with opened() as container:
        with container.storage().begin(Scope.everything()) as work:
            work.jobs.enqueue(Job("notify", "notify:1", {}))
        container.queue().run({"notify": fail}, until_idle=True)

    listed = demo("dead-letters", "list").out
    replayed = demo("dead-letters", "replay", listed.split()[0])
    again = demo("dead-letters", "replay", listed.split()[0])

    assert "notify:1" in listed
    assert replayed.code == 0
    assert "no dead letters" in demo("dead-letters", "list").out
    assert (again.code, again.err) == (4, "There is no such job among the dead letters.\n")


def test_a_key_is_shown_once_and_opens_its_organisation(demo: Askpro) -> None:
    token = demo("key", "create", "Salon Haarmonie", "--name", "Kasse").out.strip()

    with opened() as container:
        asker = container.admit_key()(token_hash(token))
    assert asker.organisation.name == "Salon Haarmonie"


def test_a_link_signs_the_organisation_in_where_askpro_is_reached(demo: Askpro) -> None:
    link = demo("key", "link", "Salon Haarmonie", public_url="https://askpro.example").out.strip()

    address, _, token = link.rpartition("/")
    assert address == "https://askpro.example/enter"
    with opened() as container:
        assert container.sign_in().behind(token).name == "Salon Haarmonie"


def test_a_link_for_nobody_is_missing(demo: Askpro) -> None:
    assert demo("key", "link", "Salon").code == 4


def test_several_processes_on_sqlite_are_refused_with_a_reason(askpro: Askpro) -> None:
    said = askpro("serve", "--workers", "2")

    assert said.code == 2
    assert "ASKPRO_DATABASE_URL" in said.err


def test_what_names_no_charge_is_told_how_one_is_named(demo: Askpro) -> None:
    assert "call:<id>" in demo("explain", "nonsense").err


def test_an_unknown_charge_is_missing(demo: Askpro) -> None:
    assert demo("explain", "call:nobody").code == 4


@pytest.mark.parametrize("leaf", leaves(), ids=lambda leaf: leaf.__name__)
def test_each_leaf_has_one_exit_code(leaf: type[WorldError]) -> None:
    families = [family for family in (Refused, Missing, Unavailable) if issubclass(leaf, family)]

    assert len(families) == 1
    assert exit_code(leaf.__new__(leaf)) == EXIT_CODES[families[0]]
