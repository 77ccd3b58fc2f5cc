"""How a quantity becomes an amount; rounded once, half up, where it becomes money.

    for each            PerUnit, TimedPerUnit       0.60 for 1 000; Sundays 1.00
    for any             Flat                        99.00 a month
    talking time        PerSecond                   1/1, 30/6, 60/60, connect fee
                        StagedPerSecond             15 minutes at 2.00, then 1.00
                        TimedPerSecond              from 22:00 to 06:00 0.20
    a period's total    Graduated, Volume, Package, GraduatedPercentage
    a share             Percentage                  1.4 % + 0.25 a payment
    around another      Allowance, Bounded          1 000 free; at least, at most

A model that prices a period's total charges a usage what the total rose by:
``due(before + quantity) - due(before)``. So slicing and order change nothing.

    >>> from askpro.domain.billing.used import Used
    >>> from askpro.domain.money import Price
    >>> model = Package(10, Price.parse("15"))
    >>> [model.amount(4, None, Used(had)).cents for had in (0, 4, 8)], model.due(12).cents
    ([1500, 0, 1500], 3000)
"""

from askpro.domain.billing.price.bounds import Allowance, Bounded, Priced
from askpro.domain.billing.price.model import ByTotal, PriceModel
from askpro.domain.billing.price.package import Package
from askpro.domain.billing.price.per_second import (
    SECONDS_PER_MINUTE,
    PerSecond,
    Stage,
    StagedPerSecond,
    slice_of_call,
)
from askpro.domain.billing.price.percentage import Percentage
from askpro.domain.billing.price.plain import Flat, PerUnit
from askpro.domain.billing.price.tiers import (
    Graduated,
    GraduatedPercentage,
    RateTier,
    Tier,
    Volume,
)
from askpro.domain.billing.price.timed import TimeBand, TimedPerSecond, TimedPerUnit

__all__ = [
    "SECONDS_PER_MINUTE",
    "Allowance",
    "AnyModel",
    "Bounded",
    "ByTotal",
    "Flat",
    "Graduated",
    "GraduatedPercentage",
    "Package",
    "PerSecond",
    "PerUnit",
    "Percentage",
    "PriceModel",
    "Priced",
    "RateTier",
    "Stage",
    "StagedPerSecond",
    "Tier",
    "TimeBand",
    "TimedPerSecond",
    "TimedPerUnit",
    "Volume",
    "slice_of_call",
]

AnyModel = Priced | Allowance | Bounded
