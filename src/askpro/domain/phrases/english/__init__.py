"""English: the grammar of times."""

from askpro.domain.phrases.english import clock, dates, relative
from askpro.domain.phrases.tokens import Grammar

GRAMMAR = Grammar(
    rules=(*dates.RULES, *clock.RULES, *relative.RULES),
    fillers=relative.FILLERS,
    filler_phrases=relative.FILLER_PHRASES,
    range_word="to",
)
