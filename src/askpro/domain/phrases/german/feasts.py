"""Feast days by their German names."""

from collections.abc import Sequence

from askpro.domain.phrases.feasts import (
    advent,
    fixed,
    from_easter,
    mothers_day,
    repentance_day,
)
from askpro.domain.phrases.german.numbers import ordinal
from askpro.domain.phrases.pieces import Feast, Piece

Found = tuple[tuple[Piece, ...], int] | None

_FEASTS = {
    "neujahr": Feast(fixed(1, 1)),
    "neujahrstag": Feast(fixed(1, 1)),
    "dreikoenig": Feast(fixed(1, 6)),
    "dreikoenige": Feast(fixed(1, 6)),
    "dreikoenigstag": Feast(fixed(1, 6)),
    "valentinstag": Feast(fixed(2, 14)),
    "weiberfastnacht": Feast(from_easter(-52)),
    "rosenmontag": Feast(from_easter(-48)),
    "faschingsdienstag": Feast(from_easter(-47)),
    "fastnachtsdienstag": Feast(from_easter(-47)),
    "veilchendienstag": Feast(from_easter(-47)),
    "aschermittwoch": Feast(from_easter(-46)),
    "palmsonntag": Feast(from_easter(-7)),
    "gruendonnerstag": Feast(from_easter(-3)),
    "karfreitag": Feast(from_easter(-2)),
    "karsamstag": Feast(from_easter(-1)),
    "ostersamstag": Feast(from_easter(-1)),
    "ostersonntag": Feast(from_easter(0)),
    "ostermontag": Feast(from_easter(1)),
    "osterdienstag": Feast(from_easter(2)),
    "ostern": Feast(from_easter(0), days=2),
    "himmelfahrt": Feast(from_easter(39)),
    "christihimmelfahrt": Feast(from_easter(39)),
    "vatertag": Feast(from_easter(39)),
    "pfingstsamstag": Feast(from_easter(48)),
    "pfingstsonntag": Feast(from_easter(49)),
    "pfingstmontag": Feast(from_easter(50)),
    "pfingsten": Feast(from_easter(49), days=2),
    "fronleichnam": Feast(from_easter(60)),
    "muttertag": Feast(mothers_day),
    "maifeiertag": Feast(fixed(5, 1)),
    "mariahimmelfahrt": Feast(fixed(8, 15)),
    "reformationstag": Feast(fixed(10, 31)),
    "halloween": Feast(fixed(10, 31)),
    "allerheiligen": Feast(fixed(11, 1)),
    "martinstag": Feast(fixed(11, 11)),
    "nikolaus": Feast(fixed(12, 6)),
    "nikolaustag": Feast(fixed(12, 6)),
    "heiligabend": Feast(fixed(12, 24)),
    "heiligenabend": Feast(fixed(12, 24)),
    "weihnachten": Feast(fixed(12, 25), days=2),
    "silvester": Feast(fixed(12, 31)),
    "sylvester": Feast(fixed(12, 31)),
    "totensonntag": Feast(advent(0)),
    "volkstrauertag": Feast(advent(-1)),
}
_PHRASES: dict[tuple[str, ...], Feast] = {
    ("zwischen", "den", "jahren"): Feast(fixed(12, 27), days=4),
    ("zwischen", "weihnachten", "und", "neujahr"): Feast(fixed(12, 27), days=4),
    ("zwischen", "weihnachten", "und", "silvester"): Feast(fixed(12, 27), days=4),
    ("tag", "der", "arbeit"): Feast(fixed(5, 1)),
    ("tag", "der", "deutschen", "einheit"): Feast(fixed(10, 3)),
    ("christi", "himmelfahrt"): Feast(from_easter(39)),
    ("mariae", "himmelfahrt"): Feast(fixed(8, 15)),
    ("maria", "himmelfahrt"): Feast(fixed(8, 15)),
    ("heilige", "drei", "koenige"): Feast(fixed(1, 6)),
    ("heiligen", "drei", "koenige"): Feast(fixed(1, 6)),
    ("heiligen", "abend"): Feast(fixed(12, 24)),
    ("heilig", "abend"): Feast(fixed(12, 24)),
    ("heiliger", "abend"): Feast(fixed(12, 24)),
    ("buss", "und", "bettag"): Feast(repentance_day),
    ("busstag",): Feast(repentance_day),
    ("rosen", "montag"): Feast(from_easter(-48)),
}
_OVER: dict[str, Feast] = {
    "weihnachten": Feast(fixed(12, 24), days=3),
    "ostern": Feast(from_easter(-2), days=4),
    "pfingsten": Feast(from_easter(48), days=3),
}
"""The whole of the holidays: Good Friday until Easter Monday."""
_COUNTED: dict[str, dict[int, Feast]] = {
    "weihnachtstag": {1: Feast(fixed(12, 25)), 2: Feast(fixed(12, 26))},
    "weihnachtsfeiertag": {1: Feast(fixed(12, 25)), 2: Feast(fixed(12, 26))},
    "ostertag": {1: Feast(from_easter(0)), 2: Feast(from_easter(1))},
    "osterfeiertag": {1: Feast(from_easter(0)), 2: Feast(from_easter(1))},
    "pfingsttag": {1: Feast(from_easter(49)), 2: Feast(from_easter(50))},
    "pfingstfeiertag": {1: Feast(from_easter(49)), 2: Feast(from_easter(50))},
    "advent": {sunday: Feast(advent(sunday)) for sunday in range(1, 5)},
    "adventssonntag": {sunday: Feast(advent(sunday)) for sunday in range(1, 5)},
}


def feast(words: Sequence[str], at: int) -> Found:
    for said, phrase in _PHRASES.items():
        if words[at] == said[0] and tuple(words[at : at + len(said)]) == said:
            return (phrase,), at + len(said)
    if words[at] == "ueber" and words[at + 1] in _OVER:
        return (_OVER[words[at + 1]],), at + 2
    nth = ordinal(words[at])
    if nth is not None and words[at + 1] in _COUNTED:
        counted = _COUNTED[words[at + 1]].get(nth)
        return ((counted,), at + 2) if counted else None
    found = _FEASTS.get(words[at])
    return ((found,), at + 1) if found else None


RULES = (feast,)
