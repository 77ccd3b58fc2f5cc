"""Every way the world says no has a name for machines and a sentence for people."""

import copy
import importlib
import pickle
import pkgutil
from collections.abc import Iterator
from datetime import UTC, datetime

import attrs
import pytest

import askpro.domain
from askpro.domain.booking.bookability import TooSoon
from askpro.domain.errors import Missing, Refused, Unavailable, WorldError
from askpro.domain.money import Currency


def leaves(family: type[WorldError] = WorldError) -> Iterator[type[WorldError]]:
    """Every kind of error defined so far, families included."""
    for kind in family.__subclasses__():
        # attrs makes a second class with slots; the first lives on under the same name.
        if vars(importlib.import_module(kind.__module__)).get(kind.__qualname__) is kind:
            yield kind
        yield from leaves(kind)


for module in pkgutil.walk_packages(askpro.domain.__path__, "askpro.domain."):
    importlib.import_module(module.name)
KINDS = sorted(
    {kind for kind in leaves() if kind.__module__.startswith("askpro.domain.")},
    key=lambda kind: kind.__qualname__,
)


@attrs.define
class SMSRefused2(Refused):
    """The message was not accepted.

    A second paragraph for programmers.
    """

    number: str
    parts: int = 1


@attrs.define
class OutOfOrder(Unavailable):
    """Nobody answers."""


def test_an_error_says_its_sentence_and_its_facts() -> None:
    assert str(SMSRefused2("110")) == "The message was not accepted. (number 110, parts 1)"
    assert str(OutOfOrder()) == "Nobody answers."


def test_facts_are_written_as_people_and_programs_write_them() -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)

    assert str(SMSRefused2(Currency.EUR)) == (  # type: ignore[arg-type]
        "The message was not accepted. (number EUR, parts 1)"
    )
    assert str(TooSoon(noon, noon)).endswith(", earliest 2026-11-23T12:00:00+00:00)")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (SMSRefused2("110"), "sms_refused2"),
        (OutOfOrder(), "out_of_order"),
        (Missing(), "missing"),
    ],
)
def test_a_code_is_the_name_in_words(error: WorldError, code: str) -> None:
    assert error.code == code


@pytest.mark.parametrize("family", [Refused, Missing, Unavailable])
def test_the_families_are_apart(family: type[WorldError]) -> None:
    others = {Refused, Missing, Unavailable} - {family}

    with pytest.raises(family) as caught:
        raise family

    assert not isinstance(caught.value, tuple(others))


def test_an_error_keeps_its_facts_on_the_way_to_another_process() -> None:
    error = SMSRefused2("110", parts=3)

    for back in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert (type(back), back.number, back.parts) == (SMSRefused2, "110", 3)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_of_the_domain_has_a_sentence(kind: type[WorldError]) -> None:
    sentence = (vars(kind).get("__doc__") or "").partition("\n")[0]

    assert sentence.endswith((".", "?"))
    assert issubclass(kind, Refused | Missing | Unavailable)


def test_no_two_errors_have_the_same_code() -> None:
    codes = [kind.__new__(kind).code for kind in KINDS]

    assert len(codes) == len(set(codes))
