"""Commission, rates and invariants on the command line."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.commission_account import Conditions
from askpro.domain.billing.commission_item import Counted
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.terms import Terms
from askpro.domain.ids import AgreementId
from askpro.domain.organisations.scope import Scope
from askpro.entrypoints.cli.house import opened
from askpro.entrypoints.cli.lookup import organisation
from askpro.testing.world import some_id
from tests.unit.entrypoints.cli.conftest import Askpro

RESELLER = "Nordlicht Telefonassistenz"
OCTOBER = datetime(2020, 10, 5, 12, tzinfo=UTC)


@pytest.fixture
def agents(demo: Askpro) -> Askpro:
    """The demo's reseller has earned 60.00 long ago, on 240.00."""
    agreement = Agreement.flat("25", AgreementId(some_id()))
    with opened() as container:
        reseller = organisation(container, RESELLER)
        assert reseller.parent_id
        salon = organisation(container, "Salon Haarmonie")
        with container.storage().begin(Scope.everything()) as work:
            work.prices.add_terms(Terms(reseller.id, OCTOBER, OCTOBER, agreement=agreement))
            work.commissions.agree(reseller.id, Conditions(agreement.id))
            item = Counted(
                some_id(), agreement.id, reseller.id, reseller.parent_id, "2020-10", "call:1",
                salon.id, CALL_SECOND, OCTOBER, 24_000, 6_000,
            )  # fmt: skip
            work.commission_items.note([item])
    return demo


def test_an_account_and_its_statement_are_shown(agents: Askpro) -> None:
    account = agents("commission", "show", RESELLER)
    month = agents("commission", "show", RESELLER, "2020-10")

    assert account.code == month.code == 0
    assert "Earned" in account.out
    assert account.out.count("60.00 EUR") == 6
    assert "2020-10-05 12:00:00Z  call:1" in month.out
    assert "240.00 EUR    60.00 EUR" in month.out


def test_there_is_no_statement_of_nothing(agents: Askpro) -> None:
    assert agents("commission", "show", RESELLER, "2020-11").code == 4
    assert agents("commission", "show", "Salon Haarmonie").code == 4


def test_a_payout_is_decided_once_and_says_that_nothing_was_transferred(agents: Askpro) -> None:
    first, second = agents("commission", "pay-out"), agents("commission", "pay-out")

    assert "60.00 EUR  transfer: not configured" in first.out
    assert "nothing matured" in second.out
    assert "Paid out" in agents("commission", "show", RESELLER).out


def test_a_rate_is_set_and_shown(askpro: Askpro, tmp_path: Path) -> None:
    assert askpro("demo", "--data", str(tmp_path), "--no-serve").code == 0
    with closing(sqlite3.connect(tmp_path / "askpro.sqlite3")) as database, database:
        database.execute("DELETE FROM exchange_rates")
    demo = askpro
    empty = demo("rates", "show")
    done = demo("rates", "set", "2026-11-21", "usd", "0.92", "--source", "ECB")
    again = demo("rates", "set", "2026-11-21", "USD", "0.93", "--source", "ECB")

    assert "No rate is known" in empty.out
    assert done.out == "2026-11-21  1 USD = 0.92 EUR  (ECB). No waiting costs booked.\n"
    assert again.code == 0
    assert demo("rates", "show").out == "2026-11-21  1 USD = 0.93 EUR  (ECB)\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("21.11.2026", "USD", "0.92"), ("2026-02-30", "USD", "0.92"),
        ("2026-11-21", "XXX", "0.92"), ("2026-11-21", "EUR", "1"), ("2026-11-21", "USD", "0"),
    ],
)  # fmt: skip
def test_a_rate_that_is_none_is_wrong_usage(demo: Askpro, arguments: tuple[str, ...]) -> None:
    said = demo("rates", "set", *arguments, "--source", "ECB")

    assert said.code == 2
    assert said.err


def test_the_invariants_hold_until_somebody_changes_a_balance(demo: Askpro, tmp_path: Path) -> None:
    before, before_json = demo("invariants"), demo("invariants", "--json")
    with closing(sqlite3.connect(tmp_path / "askpro.sqlite3")) as database, database:
        database.execute("UPDATE wallets SET reserved_cents = 7")
    after, after_json = demo("invariants"), demo("invariants", "--json")

    assert (before.code, before.out) == (0, "12 checks: no faults.\n")
    assert json.loads(before_json.out)["ok"] is True
    assert after.code == after_json.code == 1
    assert after.out.count("has 7 cents reserved, its open reservations come to 0.") == 5
    told = {look["check"]: look["faults"] for look in json.loads(after_json.out)["checks"]}
    assert len(told["reserved"]) == 5
