"""A written conversation: what the caller says, line by line, and what must be answered.

    # a comment
    von: +4915112345678          from: the caller's number, or "anonym"
    an: +493012345678            to: the dialled number
    sekunden: 600                seconds: pretend that the call took this long
    sprache: de                  language

    erwarte: Guten Tag           the agent's next sentence must contain this
    Ich hätte gern einen Termin  said by the caller
    erwarte: welche Leistung     expect: in the answer to the line above

Headers stand before the first thing said, upper and lower case are alike.
"""

import re
from collections.abc import Sequence
from difflib import get_close_matches

import attrs

from askpro.domain.organisations.branch import NotANumber, e164
from askpro.domain.organisations.organisation import Language

_HEADERS = {
    "from": "caller", "von": "caller",
    "to": "to", "an": "to",
    "seconds": "seconds", "sekunden": "seconds",
    "language": "language", "sprache": "language",
}  # fmt: skip
_EXPECTS = ("expect", "erwarte")
_KNOWN = (*_HEADERS, *_EXPECTS)
# "Termin: morgen" looks like a header, "14:30 passt" and "ich komme um: zehn" do not.
_SHAPED_AS_HEADER = re.compile(r"[^\W\d][\w-]*")
_NEAR = 0.75
_WITHHELD = ("anonym", "anonymous", "unterdrückt", "withheld")


@attrs.frozen
class Turn:
    """What the caller says, None for the ringing itself, and what the answer must contain."""

    says: str | None
    expects: tuple[str, ...] = ()


@attrs.frozen
class Script:
    """None where the script does not say; ``withheld`` where it says that there is no number."""

    turns: tuple[Turn, ...]
    caller: str | None = None
    withheld: bool = False
    to: str | None = None
    seconds: int | None = None
    language: Language | None = None


@attrs.define
class UnreadableScript(Exception):
    """All the lines that cannot be read, each with its number and what is wrong."""

    mistakes: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self.mistakes)


def read_script(text: str) -> Script:
    """The conversation in the text.

    Raises:
        UnreadableScript: With every mistake at once.
    """
    turns = [Turn(None)]
    headers: dict[str, str] = {}
    mistakes: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        said = line.strip()
        if not said or said.startswith("#"):
            continue
        word, colon, rest = said.partition(":")
        key, value = word.strip().casefold(), rest.strip()
        if key in _EXPECTS:
            turns[-1] = attrs.evolve(turns[-1], expects=(*turns[-1].expects, value))
        elif key in _HEADERS and len(turns) == 1:
            headers[_HEADERS[key]] = value
            mistakes.extend(_mistakes(number, _HEADERS[key], value))
        elif colon and (mistyped := _mistyped(key, first=len(turns) == 1)):
            mistakes.append(f"line {number}: {mistyped}")
        else:
            turns.append(Turn(said))
    if turns == [Turn(None)] and not mistakes:
        mistakes.append("nothing is said and nothing expected in this script")
    if mistakes:
        raise UnreadableScript(tuple(mistakes))
    return _script(turns, headers)


def _mistyped(word: str, *, first: bool) -> str | None:
    """What is wrong with a word before a colon; once somebody spoke only a near miss is."""
    if not _SHAPED_AS_HEADER.fullmatch(word):
        return None
    near = get_close_matches(word, _KNOWN if first else _EXPECTS, n=1, cutoff=_NEAR)
    if near:
        return f"{word!r} is not known here; did you mean {near[0]!r}?"
    known = ", ".join(_KNOWN)
    return f"{word!r} is not known here before the first thing said: {known}" if first else None


def _mistakes(number: int, header: str, value: str) -> list[str]:
    if header == "seconds" and not (value.isdecimal() and int(value) <= 24 * 60 * 60):
        return [f"line {number}: {value!r} is not a number of seconds of at most a day"]
    if header == "language" and value not in {language.value for language in Language}:
        return [f"line {number}: {value!r} is not a language spoken here"]
    if header == "to" or (header == "caller" and value.casefold() not in _WITHHELD):
        try:
            e164(value)
        except NotANumber:
            or_none = ', nor "anonym"' if header == "caller" else ""
            return [f"line {number}: {value!r} is not a number such as +493012345678{or_none}"]
    return []


def _script(turns: Sequence[Turn], headers: dict[str, str]) -> Script:
    caller = headers.get("caller")
    withheld = caller is not None and caller.casefold() in _WITHHELD
    return Script(
        turns=tuple(turns),
        caller=None if withheld else caller,
        withheld=withheld,
        to=headers.get("to"),
        seconds=int(headers["seconds"]) if "seconds" in headers else None,
        language=Language(headers["language"]) if "language" in headers else None,
    )
