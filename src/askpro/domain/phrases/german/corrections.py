"""Nein, nicht, sondern, oder; and the words that carry no time."""

from collections.abc import Sequence

from askpro.domain.phrases.pieces import Mark, Piece
from askpro.domain.phrases.tokens import fold, listed

Found = tuple[tuple[Piece, ...], int] | None

_MARKS: dict[tuple[str, ...], Mark] = {
    ("nein",): Mark.NO,
    ("nee",): Mark.NO,
    ("ne",): Mark.NO,
    ("quatsch",): Mark.NO,
    ("entschuldigung",): Mark.NO,
    ("verzeihung",): Mark.NO,
    ("korrektur",): Mark.NO,
    ("stattdessen",): Mark.NO,
    ("vielmehr",): Mark.NO,
    ("beziehungsweise",): Mark.NO,
    ("ich", "meine"): Mark.NO,
    ("ich", "meinte"): Mark.NO,
    ("meine", "ich"): Mark.NO,
    ("besser", "gesagt"): Mark.NO,
    ("doch", "lieber"): Mark.NO,
    ("lieber", "doch"): Mark.NO,
    ("lieber",): Mark.NO,
    ("besser",): Mark.NO,
    ("doch", "nicht"): Mark.NOT,
    ("nicht",): Mark.NOT,
    ("sondern",): Mark.BUT,
    ("statt",): Mark.INSTEAD,
    ("anstatt",): Mark.INSTEAD,
    ("anstelle", "von"): Mark.INSTEAD,
    ("oder",): Mark.OR,
}


def mark(said: Sequence[str], at: int) -> Found:
    for length in (2, 1):
        found = _MARKS.get(tuple(said[at : at + length]))
        if found is not None:
            return (found,), at + length
    return None


RULES = (mark,)

FILLERS = frozenset(
    listed(
        "ich wir sie mir uns mich ihnen ihr ihre ihren es man da dann der die das den dem des"
        " ein eine einen einem einer am an im in um zum zur zu auf für bei beim mit und auch"
        " noch gleich bitte gern gerne so etwa ungefähr circa ca zirka rund vielleicht eventuell"
        " möglichst ja jo jawohl okay ok also naja tja mal einfach halt eben eigentlich eher ähm"
        " äh öhm hm hmm mhm genau termin termine terminchen reservierung buchung tisch zeit"
        " uhrzeit datum tag hätte hätten habe haben hab würde würden möchte möchten mag will"
        " wollte wollen wollten brauche brauchen bräuchte bräuchten benötige suche nehme nehmen"
        " wäre wären ist war sei sein geht ginge gehen ging gehts passt passen passte würds"
        " klappt klappen kann könnte können könnten dürfte darf soll sollte komme kommen käme"
        " vorbeikommen vorbei hin her bekommen bekomme kriegen kriege buchen reservieren"
        " vereinbaren ausmachen machen mache lassen frei freies was etwas irgendwas"
        " nächstmöglichen schon doch nur bloß zwar aber idealerweise vorzugsweise irgendwann"
        " irgendwie pünktlich punkt super gut schön prima wunderbar toll perfekt klar danke"
        " vielen hallo hi moin servus grüß guten bisschen dort hier jemand jemanden wieder nun"
        " jetzt sagen sage sagte wir's geben gibt moment herr frau ach alles bin termins bekäme"
        " hätt klingt würd erst rum herum leider"
    )
)
FILLER_PHRASES: tuple[tuple[str, ...], ...] = tuple(
    tuple(fold(phrase).split())
    for phrase in (
        "guten morgen",
        "guten abend",
        "guten tag",
        "grüß gott",
        "auf wiederhören",
        "oder so",
        "oder so was",
        "wenn möglich",
        "wenn es geht",
        "wenn's geht",
        "wenn es passt",
        "am liebsten",
        "am besten",
        "wie gesagt",
        "und zwar",
        "sagen wir",
        "sagen wir mal",
        "vielen dank",
        "nichts dagegen",
        "egal wann",
        "von mir aus",
        "wie wäre es",
        "wie wär's",
        "wie wäre",
        "wie sieht es aus",
        "wie sieht's aus",
        "sieht es aus",
        "hätten sie",
    )
)
