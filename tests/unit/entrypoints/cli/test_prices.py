"""Prices on the command line: shown, drafted from a file, tried, published."""

import json
import re
from pathlib import Path

import pytest

from tests.source import ROOT
from tests.unit.entrypoints.cli.conftest import Askpro

EXAMPLE = ROOT / "examples" / "preise.json"


def drafted(askpro: Askpro, file: Path = EXAMPLE) -> str:
    said = askpro("prices", "draft", str(file))
    assert said.code == 0, said.err
    found = re.search(r"Draft (\S+):", said.out)
    assert found
    return found[1]


def test_what_is_paid_is_shown_with_its_book(demo: Askpro) -> None:
    said = demo("prices", "show", "Nordlicht Telefonassistenz")

    assert said.code == 0
    assert re.search(r"call_second +0\.30 .*\(book .*, v1, ", said.out)
    assert demo("prices", "show", "askpro").out.endswith("pays for nothing.\n")


def test_a_draft_is_published_once(demo: Askpro) -> None:
    book = drafted(demo)

    first, second = demo("prices", "publish", book), demo("prices", "publish", book)
    later = demo("prices", "show", "Salon Haarmonie", "--at", "2027-01-01T00:00:00+01:00")

    assert (first.code, second.code) == (0, 3)
    assert "Version 2 is published" in first.out
    assert "0.45" in later.out
    assert "appointment" in later.out


@pytest.mark.parametrize("text", ["", "{}", '{"seller": 1}', '{"entries": []}'])
def test_a_file_that_is_no_price_book_is_wrong_usage(
    demo: Askpro, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "x.json"
    file.write_text(text, encoding="utf-8")

    assert demo("prices", "draft", str(file)).code == 2
    assert demo("prices", "draft", str(tmp_path / "nowhere.json")).code == 2


def test_all_mistakes_of_a_draft_are_told(demo: Askpro, tmp_path: Path) -> None:
    given = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    given["entries"][0]["price"]["pricePerMinute"] = "0.01"
    given["entries"].append({"meter": "Call!", "price": {"model": "flat", "price": "1"}})
    file = tmp_path / "x.json"
    file.write_text(json.dumps(given), encoding="utf-8")

    said = demo("prices", "publish", drafted(demo, file))

    assert said.code == 3
    assert "below what it pays itself" in said.err
    assert "A meter is named in small letters" in said.err


def test_what_if_tells_progress_aside_and_sums_as_table_or_json(demo: Askpro) -> None:
    book = drafted(demo)

    table = demo("whatif", "--book", book, "--month", "2026-10")
    plain = demo(
        "whatif", "--month", "2026-10", "--json", "--agreement", "Nordlicht Telefonassistenz=27.5"
    )

    assert (table.code, plain.code) == (0, 0)
    assert "charges in 2026-10" in table.out
    assert "done" in table.err
    assert json.loads(plain.out)["month"] == "2026-10"


@pytest.mark.parametrize(
    "arguments",
    [
        ("--month", "2026-13", "--agreement", "x=1"),
        ("--month", "2026-10"),
        ("--month", "2026-10", "--agreement", "Nordlicht"),
        ("--month", "2026-10", "--agreement", "Nordlicht=many"),
        ("--month", "2026-10", "--book", "x"),
    ],
)
def test_what_if_asked_wrongly_is_wrong_usage(demo: Askpro, arguments: tuple[str, ...]) -> None:
    assert demo("whatif", *arguments).code == 2
