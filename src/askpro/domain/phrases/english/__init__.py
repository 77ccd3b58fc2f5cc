"""English: the grammar of times, and its one reader."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from askpro.domain.phrases.english import clock, dates, relative
from askpro.domain.phrases.meaning import TimePhrase
from askpro.domain.phrases.reading import understand
from askpro.domain.phrases.tokens import Grammar

GRAMMAR = Grammar(
    rules=(*dates.RULES, *clock.RULES, *relative.RULES),
    fillers=relative.FILLERS,
    filler_phrases=relative.FILLER_PHRASES,
    range_word="to",
)


def understand_time(
    text: str,
    now: datetime,
    zone: ZoneInfo,
    *,
    on_day: date | None = None,
    at_clock: time | None = None,
) -> TimePhrase:
    """What was said in English; see ``askpro.domain.phrases.understand_time``."""
    return understand(text, now, zone, GRAMMAR, on_day=on_day, at_clock=at_clock)
