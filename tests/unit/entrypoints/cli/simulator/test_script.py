"""Written conversations."""

import pytest

from askpro.domain.organisations.organisation import Language
from askpro.entrypoints.cli.simulator import (
    Script,
    Turn,
    UnreadableScript,
    play,
    read_script,
)
from tests.unit.entrypoints.cli.simulator.stand_in import StandIn, ringing_at


def test_a_script_is_headers_utterances_and_expectations() -> None:
    text = """
    # a comment
    seconds: 600
    von: +4915112345678
    An: +493012345678
    sprache: de

    erwarte: Guten Tag
    Ich komme um: zehn
    expect: Wie bitte
    erwarte: noch einmal
    """

    assert read_script(text) == Script(
        turns=(
            Turn(None, ("Guten Tag",)),
            Turn("Ich komme um: zehn", ("Wie bitte", "noch einmal")),
        ),
        caller="+4915112345678",
        to="+493012345678",
        seconds=600,
        language=Language.GERMAN,
    )


def test_a_withheld_number_is_no_number() -> None:
    script = read_script("from: anonym\nHallo")

    assert script.withheld
    assert script.caller is None


def test_a_header_word_later_on_is_said() -> None:
    assert read_script("Hallo\nan: alle").turns[-1] == Turn("an: alle")


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(UnreadableScript) as refused:
        read_script("seconds: ten\nlanguage: fr\nHallo")

    assert [mistake.partition(":")[0] for mistake in refused.value.mistakes] == ["line 1", "line 2"]


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("vonn: +4915112345678\nHallo", "line 1: .*did you mean 'von'"),
        ("erwart: Guten Tag\nHallo", "line 1: .*did you mean 'erwarte'"),
        ("Hallo\nerwartet: Guten Tag", "line 2: .*did you mean 'erwarte'"),
        ("Farbe: rot\nHallo", "line 1: 'farbe' is not known"),
        ("von: 0151 1\nHallo", "line 1: '0151 1' is not a number .* nor \"anonym\""),
        ("to: anonym\nHallo", "line 1: 'anonym' is not a number"),
        ("\n# nothing\n", "nothing is said"),
    ],
)
def test_a_line_that_means_nothing_is_told(text: str, mistake: str) -> None:
    with pytest.raises(UnreadableScript, match=mistake):
        read_script(text)


@pytest.mark.parametrize("said", ["14:30 passt mir", "Ich sage mal so: morgen"])
def test_a_colon_alone_makes_no_header(said: str) -> None:
    assert read_script(said).turns[-1] == Turn(said)


def test_an_unmet_expectation_fails_the_conversation() -> None:
    with ringing_at(StandIn()) as call:
        outcome = play(call, read_script("erwarte: Guten Tag\nHallo\nerwarte: Sonnenschein").turns)

    assert not outcome.as_expected
    assert outcome.unmet == ("expected 'Sonnenschein', heard 'Wie kann ich Ihnen helfen?'",)
