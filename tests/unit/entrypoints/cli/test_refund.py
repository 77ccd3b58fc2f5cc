"""``askpro refund`` and what the ledger's commands say."""

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from askpro.domain.ids import CallId
from askpro.domain.telephony.call import CallReport, CallStatus, Envelope
from askpro.entrypoints.cli.demo_data import SALON_NUMBER
from askpro.entrypoints.cli.house import opened
from tests.unit.entrypoints.cli.conftest import Askpro

REFUND = ("refund", "call:c1", "--reference", "R1", "--reason", "Leitung gestört")


@pytest.fixture
def charged(demo: Askpro) -> Askpro:
    """The demo after a call of ten minutes."""
    report = CallReport(
        Envelope(CallId("c1"), SALON_NUMBER, "+4915112345678"),
        "call_ended",
        status=CallStatus.ENDED,
        ended_at=datetime.now(UTC),
        length_ms=600_000,
    )
    with opened() as container:
        container.hear_of_call()(report)
    return demo


def test_a_refund_is_made_once_for_each_reference(charged: Askpro) -> None:
    first, again = charged(*REFUND, "--amount", "1"), charged(*REFUND, "--amount", "1,00")
    other = charged(*REFUND, "--amount", "2")

    assert first.code == 0
    assert re.match(r"1\.00 EUR of charge \S+ refunded, transaction \S+\.", first.out)
    assert again.out == first.out
    assert (other.code, other.err[:44]) == (3, "This reference was used for another refund o")
    assert charged("ledger", "verify").code == 0


def test_without_an_amount_all_that_is_left_comes_back_and_is_explained(charged: Askpro) -> None:
    charged(*REFUND, "--amount", "1")
    rest = ("refund", "call:c1", "--reference", "R2", "--reason", "Kulanz")

    assert charged(*rest).code == 0
    assert charged(*rest[:3], "R3", *rest[4:]).code == 3

    told = charged("explain", "call:c1").out
    assert "unter R1, Grund: Leitung gestört" in told
    assert "unter R2, Grund: Kulanz" in told


def test_a_charge_that_is_not_there_is_missing(charged: Askpro) -> None:
    assert charged("refund", "call:no", "--reference", "R", "--reason", "x").code == 4
    assert charged("refund", "nonsense", "--reference", "R", "--reason", "x").code == 2
    assert charged(*REFUND, "--amount", "many").code == 2


def test_a_source_with_several_charges_is_not_refunded_in_part(
    charged: Askpro, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "askpro.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO charges (id, source_key, meter, organisation_id, occurred_at, quantity, "
            "shares, paid_cents, currency, transaction_id) "
            "SELECT upper(hex(randomblob(16))), source_key, 'sms', "
            "organisation_id, occurred_at, quantity, shares, paid_cents, currency, "
            "transaction_id "
            "FROM charges LIMIT 1"
        )

    said = charged(*REFUND, "--amount", "1")

    assert said.code == 3
    assert said.err.startswith("This source has several charges")


def test_the_ledger_is_sealed_closed_and_says_so(charged: Askpro) -> None:
    assert charged("ledger", "seal").out == "6 transactions sealed.\n"
    assert charged("ledger", "seal").out == "0 transactions sealed.\n"
    assert charged("ledger", "verify").out.startswith("6 transactions, 6 sealed, ")
    assert charged("ledger", "close", "2020-01").out == "2020-01 is closed behind seal 6.\n"
    assert charged("ledger", "close", "2020-03").code == 3
    assert charged("ledger", "close", "2999-01").code == 3
    assert charged("ledger", "close", "January").code == 3


def test_a_booking_is_taken_back_once(demo: Askpro) -> None:
    booked = demo("top-up", "Salon Haarmonie", "12.50", "--reference", "B1").out
    (id,) = re.findall(r"transaction (\S+)\.", booked)

    first, again = demo("ledger", "reverse", id), demo("ledger", "reverse", id)

    assert first.out.startswith("Reversed by transaction ")
    assert again.code == 3
    assert demo("ledger", "reverse", "nonsense").code == 2
    assert demo("ledger", "verify").code == 0
