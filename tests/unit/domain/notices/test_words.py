import string

import pytest

from askpro.domain.notices.words import WORDS
from askpro.domain.organisations.organisation import Language


def places(text: str) -> set[str]:
    """The facts a sentence has room for."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_letters() -> None:
    german, english = WORDS[Language.GERMAN], WORDS[Language.ENGLISH]

    assert german.keys() == english.keys()


@pytest.mark.parametrize("key", sorted(WORDS[Language.GERMAN]))
def test_a_letter_tells_the_same_facts_in_both_languages(key: str) -> None:
    german, english = (WORDS[language][key] for language in Language)

    assert places(german) == places(english)


def test_there_is_no_exclamation_mark() -> None:
    assert not any("!" in text for words in WORDS.values() for text in words.values())
