"""German: the grammar of times."""

from askpro.domain.phrases.german import (
    clock,
    corrections,
    dates,
    feasts,
    parts,
    relative,
    weekdays,
)
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
