"""Which days are public holidays; a lambda with a dict is the whole fake."""

from collections.abc import Callable, Mapping
from datetime import date

from askpro.domain.booking.closing import State

PublicHolidays = Callable[[State, int], Mapping[date, str]]
"""The holidays of a state in a year of the Gregorian calendar, with their German names.

Those of the whole state; what is celebrated in some of its places only is not among them.
"""
