"""Dates on which a branch is closed although its week says it is open.

>>> new_year, labour = date(2026, 1, 1), date(2026, 5, 1)
>>> days = ClosingDays(State.BERLIN, own=frozenset({date(2026, 1, 2)}), open_on=frozenset({labour}))
>>> sorted(days.closed({new_year: "Neujahr", labour: "Erster Mai"}))
[datetime.date(2026, 1, 1), datetime.date(2026, 1, 2)]
"""

from collections.abc import Mapping
from datetime import date
from enum import Enum

import attrs


class State(Enum):
    """The German states, each with public holidays of its own; ISO 3166-2:DE."""

    BADEN_WUERTTEMBERG = "BW"
    BAYERN = "BY"
    BERLIN = "BE"
    BRANDENBURG = "BB"
    BREMEN = "HB"
    HAMBURG = "HH"
    HESSEN = "HE"
    MECKLENBURG_VORPOMMERN = "MV"
    NIEDERSACHSEN = "NI"
    NORDRHEIN_WESTFALEN = "NW"
    RHEINLAND_PFALZ = "RP"
    SAARLAND = "SL"
    SACHSEN = "SN"
    SACHSEN_ANHALT = "ST"
    SCHLESWIG_HOLSTEIN = "SH"
    THUERINGEN = "TH"


@attrs.frozen
class ClosingDays:
    """Closed on the state's public holidays, but for ``open_on``, and on own dates.

    Without a state no holiday closes. ``own`` dates are closed whatever else is said.
    """

    state: State | None = None
    own: frozenset[date] = frozenset()
    open_on: frozenset[date] = frozenset()

    def closed(self, holidays: Mapping[date, str]) -> frozenset[date]:
        """The closed dates, of the years whose holidays these are, and the own ones."""
        public = frozenset(holidays) if self.state is not None else frozenset()
        return (public - self.open_on) | self.own
