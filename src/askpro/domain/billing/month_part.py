"""What one price asks for the stretch of a month in which it was in force.

99.00 a month until 2026-10-16, then 119.00; October has 745 hours in Berlin

    stretch             of the month      a whole month      its part
    until the 16th      360 of 745 hours         99.00          47.84
    from the 16th on    385 of 745 hours        119.00          61.50
"""

from enum import Enum

import attrs

from askpro.domain.billing.proration import by_seconds
from askpro.domain.ids import PriceRuleId
from askpro.domain.moment import Interval
from askpro.domain.money import Money


class Cause(Enum):
    """Why something is due because a month ends."""

    FEE = "fee"
    """The price of the base fee itself."""
    STANDING = "standing"
    """What a counted price asks before anything is used."""
    LEAST = "least"
    """The least that a month comes to; owed is only what is missing to the sum of these."""


@attrs.frozen
class Part:
    """``whole`` is asked for a whole month, ``amount`` for the stretch."""

    cause: Cause
    rule_id: PriceRuleId
    rule_version: int
    during: Interval
    whole: Money
    amount: Money


def prorated_part(
    cause: Cause,
    rule_id: PriceRuleId,
    rule_version: int,
    during: Interval,
    whole: Money,
    month: Interval,
) -> Part:
    """The part of a stretch of the month.

    It is what the whole rises by from the stretch's first moment to its last, counted from
    the month's first: stretches of one price sum to the whole, wherever they are cut.
    """
    _, amount, _ = by_seconds(whole, month, [during.start, during.end])
    return Part(cause, rule_id, rule_version, during, whole, amount)
