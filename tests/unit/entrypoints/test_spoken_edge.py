"""Every refusal a caller can meet has a sentence of its own, in both languages."""

from string import Formatter

import pytest

from askpro.application.booking.book_appointment import ChooseOne, HoldGone, NothingOffered
from askpro.application.booking.cancel_appointment import NumberWithheld
from askpro.domain.booking.appointment import AlreadyOver, TooLateToCancel
from askpro.domain.booking.bookability import Closed, OffGrid, PastTime, SlotTaken, TooFar, TooSoon
from askpro.domain.errors import Missing, Refused, Unavailable, WorldError
from askpro.domain.organisations.branch import UnknownNumber
from askpro.domain.organisations.organisation import Language
from askpro.domain.telephony.function import BadArguments, UnknownFunction
from askpro.domain.telephony.spoken import say_refusal
from askpro.domain.telephony.spoken.english import ENGLISH
from askpro.domain.telephony.spoken.german import GERMAN
from tests.unit.entrypoints.http.test_problems import made
from tests.unit.entrypoints.leaves import leaves

MET_ON_THE_LINE = (
    AlreadyOver, BadArguments, ChooseOne, Closed, HoldGone, NothingOffered, NumberWithheld,
    OffGrid, PastTime, SlotTaken, TooFar, TooLateToCancel, TooSoon, UnknownFunction, UnknownNumber,
)  # fmt: skip
FAMILY_SENTENCES = {"refused", "missing", "unavailable"}


@pytest.mark.parametrize("leaf", leaves(), ids=lambda leaf: leaf.__name__)
@pytest.mark.parametrize("language", Language)
def test_every_leaf_is_a_sentence_without_technical_words(
    leaf: type[WorldError], language: Language
) -> None:
    table = GERMAN if language is Language.GERMAN else ENGLISH
    error = made(leaf)
    wanted = {name for _, name, _, _ in Formatter().parse(table.get(error.code, "")) if name}

    sentence = say_refusal(error, language, **dict.fromkeys(wanted, "Ada"))

    assert sentence.endswith((".", "?"))
    assert error.code not in sentence
    assert "{" not in sentence


@pytest.mark.parametrize("leaf", MET_ON_THE_LINE, ids=lambda leaf: leaf.__name__)
def test_what_is_met_on_the_line_has_a_sentence_of_its_own(leaf: type[WorldError]) -> None:
    assert {made(leaf).code} <= GERMAN.keys() & ENGLISH.keys() - FAMILY_SENTENCES


@pytest.mark.parametrize("family", [Refused, Missing, Unavailable])
def test_every_family_has_a_sentence(family: type[WorldError]) -> None:
    assert say_refusal(family(), Language.GERMAN) != say_refusal(family(), Language.ENGLISH)


def test_both_languages_have_the_same_sentences_with_the_same_facts() -> None:
    def facts(text: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(text)} - {None}

    assert {key: facts(text) for key, text in GERMAN.items()} == {
        key: facts(text) for key, text in ENGLISH.items()
    }
