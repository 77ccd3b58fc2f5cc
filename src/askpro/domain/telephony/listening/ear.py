"""The call as its listener knows it: which language, since when, on whose clock."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.moment import local, utc
from askpro.domain.organisations.organisation import Language
from askpro.domain.phrases import understand_time
from askpro.domain.phrases.language import GRAMMARS
from askpro.domain.phrases.meaning import TimePhrase, Unclear
from askpro.domain.phrases.tokens import fold

_NO = {Language.GERMAN: "nein", Language.ENGLISH: "no"}
_AT = {Language.GERMAN: "um", Language.ENGLISH: "at"}

LONGEST_WHEN = 200


@attrs.frozen
class Ear:
    """``opened_at`` anchors what is said about time, in the branch's ``zone``."""

    language: Language
    opened_at: datetime = attrs.field(converter=utc)
    zone: ZoneInfo

    def time(self, text: str, on_day: date | None = None) -> TimePhrase | None:
        """What the words mean as a time; None where they are none."""
        meant = understand_time(text, self.opened_at, self.zone, self.language.value, on_day=on_day)
        return None if isinstance(meant, Unclear) else meant

    def clock(self, text: str, on_day: date) -> TimePhrase | None:
        """As ``time``, where a bare number is a time of day as well: "zehn, bitte"."""
        return self.time(text, on_day) or self.time(f"{_AT[self.language]} {text}", on_day)

    def is_bare_clock(self, text: str) -> bool:
        """Whether the words are a time of day that still needs its day: "um elf"."""
        today = local(self.opened_at, self.zone).date()
        days = (today + timedelta(days=7), today + timedelta(days=8))
        first, second = (self.time(text, day) for day in days)
        return first is not None and first != second

    def joined(self, before: str | None, said: str) -> str:
        """Both as one phrase in the caller's words; the later one wins where they differ.

        "Morgen um halb drei", then "lieber Mittwoch": Wednesday at half past two.
        """
        if before is None:
            return said
        both = f"{before}, {_NO[self.language]}, {said}"
        meant = self.time(both)
        if meant is None or meant == self.time(said) or len(both) > LONGEST_WHEN:
            return said
        return both

    def is_filler(self, word: str) -> bool:
        """Whether the word asks for nothing: "hätte", "gern", "einen"."""
        plain = fold(word).strip(".,;:!?\"'()")
        return not plain or plain in GRAMMARS[self.language.value].fillers
