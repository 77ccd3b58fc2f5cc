"""German: the grammar of times, and its one reader."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from askpro.domain.phrases.german import (
    clock,
    corrections,
    dates,
    feasts,
    parts,
    relative,
    weekdays,
)
from askpro.domain.phrases.meaning import TimePhrase
from askpro.domain.phrases.reading import understand
from askpro.domain.phrases.tokens import Grammar

GRAMMAR = Grammar(
    rules=(
        *feasts.RULES,
        *dates.RULES,
        *weekdays.RULES,
        *clock.RULES,
        *relative.RULES,
        *parts.RULES,
        *corrections.RULES,
    ),
    fillers=corrections.FILLERS,
    filler_phrases=corrections.FILLER_PHRASES,
    range_word="bis",
)


def understand_time(
    text: str,
    now: datetime,
    zone: ZoneInfo,
    *,
    on_day: date | None = None,
    at_clock: time | None = None,
) -> TimePhrase:
    """What was said in German; see ``askpro.domain.phrases.understand_time``."""
    return understand(text, now, zone, GRAMMAR, on_day=on_day, at_clock=at_clock)
