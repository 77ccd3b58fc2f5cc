"""What people say: times, names, numbers, yes and no. Pure, and unsure rather than wrong.

One door per question; those that need it take the language as ``"de"`` or ``"en"``:

    understand_time      when
    understand_answer    yes, no, or a correction
    understand_name      who
    understand_email     where to write to
    match                which service, which colleague
    read_utterance       all of it in one sentence
"""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from askpro.domain.phrases.answers import Answer, understand_answer
from askpro.domain.phrases.contact import understand_email
from askpro.domain.phrases.language import GRAMMARS, Language
from askpro.domain.phrases.matching import Found, Named, Several, match
from askpro.domain.phrases.meaning import TimePhrase
from askpro.domain.phrases.names import understand_name
from askpro.domain.phrases.reading import understand
from askpro.domain.phrases.utterance import Heard, read_utterance

__all__ = [
    "Answer",
    "Found",
    "Heard",
    "Language",
    "Named",
    "Several",
    "TimePhrase",
    "match",
    "read_utterance",
    "understand_answer",
    "understand_email",
    "understand_name",
    "understand_time",
]


def understand_time(
    text: str,
    now: datetime,
    zone: ZoneInfo,
    language: Language = "de",
    *,
    on_day: date | None = None,
    at_clock: time | None = None,
) -> TimePhrase:
    """What was said about time, from the start of the call in the branch's zone.

    Every word is accounted for, or the answer is ``Unclear``. ``on_day`` is the day a bare
    time of day belongs to, ``at_clock`` the time a bare day belongs to, both from earlier in
    the dialogue.

    Raises:
        ValueError: ``now`` is naive.
    """
    return understand(text, now, zone, GRAMMARS[language], on_day=on_day, at_clock=at_clock)
