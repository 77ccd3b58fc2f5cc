"""What a language model fills in is read with mercy and trusted with nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.telephony.function import (
    FUNCTIONS,
    LONGEST_ARGUMENT,
    BadArguments,
    Function,
    UnknownFunction,
    find_function,
)

CHECK = find_function("check_availability")
BOOK = find_function("book_appointment")


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_every_function_answers_to_its_old_names_with_and_without_a_version(
    function: Function,
) -> None:
    for name in (function.name, *function.aliases):
        assert find_function(name) is function
        assert find_function(f"{name}_v17") is function


def test_no_name_belongs_to_two_functions() -> None:
    names = [name for function in FUNCTIONS for name in (function.name, *function.aliases)]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_no_argument_name_means_two_things(function: Function) -> None:
    names = [name for parameter in function.parameters for name in parameter.names]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", ["", "_v17", "drop_tables", "check_availability_v", "CHECK"])
def test_an_unknown_name_is_refused(name: str) -> None:
    with pytest.raises(UnknownFunction):
        find_function(name)


@pytest.mark.parametrize(
    ("given_arguments", "read"),
    [
        ({"datum": "2026-11-24", "uhrzeit": "10:00", "dienstleistung": "Haarschnitt"},
         {"date": "2026-11-24", "time": "10:00", "service": "Haarschnitt"}),
        ({"zeitpunkt": "morgen um halb drei", "mitarbeiter": "Mia"},
         {"when": "morgen um halb drei", "staff": "Mia"}),
        ({"time": 14}, {"time": "14"}),
        ({"when": "   ", "service": ""}, {}),
        ({"when": None}, {}),
        ({"call_id": "call_001", "from_number": "+491", "organisation_id": 7}, {}),
        ({"service": "Ha\x00ar\nschnitt \u202eHerren"}, {"service": "Ha ar schnitt Herren"}),
        ({"service": "Wa\u0308sche"}, {"service": "Wäsche"}),
    ],
)  # fmt: skip
def test_arguments_are_read(given_arguments: dict[str, object], read: dict[str, str]) -> None:
    assert CHECK.read(given_arguments) == read


def test_the_name_in_use_comes_before_an_old_one() -> None:
    assert CHECK.read({"datum": "gestern", "date": "morgen"}) == {"date": "morgen"}


def test_all_wrong_arguments_are_named_at_once() -> None:
    with pytest.raises(BadArguments) as refused:
        BOOK.read({"when": ["morgen"], "name": {"first": "Erika"}, "email": True, "service": "x"})

    assert refused.value.names == ("when", "name", "email")


@given(st.dictionaries(st.text(max_size=10), st.text(max_size=700)), st.text(max_size=700))
def test_every_text_is_read_as_one_bounded_line(strangers: dict[str, object], service: str) -> None:
    read = CHECK.read({**strangers, "service": service})

    assert set(read) <= {parameter.name for parameter in CHECK.parameters}
    for text in read.values():
        assert 0 < len(text) <= LONGEST_ARGUMENT
        assert text.isprintable() or any(char.isspace() for char in text)
        assert "\n" not in text
