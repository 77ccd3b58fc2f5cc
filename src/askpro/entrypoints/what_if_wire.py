"""Months and rates as people and programs write them."""

import re

import attrs

from askpro.application.billing.what_if import month_of
from askpro.domain.billing.commission import Agreement
from askpro.domain.errors import Refused
from askpro.domain.moment import Interval

_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


@attrs.define
class NotAMonth(Refused):
    """A month is written such as 2026-10."""

    text: str


def read_month(text: str) -> Interval:
    """From the first instant of the month until the first of the next, by the books' clock.

    Raises:
        NotAMonth: It is something else.
    """
    found = _MONTH.fullmatch(text)
    if found is None:
        raise NotAMonth(text)
    return month_of(int(found[1]), int(found[2]))


def agreement(rate: str) -> Agreement:
    """So many percent of the gross. Raises ``NotARate``."""
    return Agreement.flat(rate)
