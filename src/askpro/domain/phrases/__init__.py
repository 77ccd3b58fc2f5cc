"""What people say: times, names, numbers, yes and no. Pure, and unsure rather than wrong.

One door per question; each takes the language as ``"de"`` or ``"en"``:

    understand_time      when
    understand_answer    yes, no, or a correction
    understand_name      who
    understand_email     where to write to
    match                which service, which colleague
    read_utterance       all of it in one sentence
"""

from datetime import date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from askpro.domain.phrases import english, german
from askpro.domain.phrases.meaning import TimePhrase

Language = Literal["de", "en"]

_TIME_READERS = {"de": german.understand_time, "en": english.understand_time}


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
    return _TIME_READERS[language](text, now, zone, on_day=on_day, at_clock=at_clock)
