"""A period's usages, charged one after the other."""

from collections.abc import Sequence
from datetime import datetime

from askpro.domain.billing.price import (
    AnyModel,
)
from askpro.domain.billing.used import NOTHING, Used
from askpro.domain.money import Money
from askpro.testing.world import NOON

AT = NOON


def charged(
    model: AnyModel, usages: Sequence[int], before: Used = NOTHING, at: datetime = AT
) -> list[Money]:
    """Each usage's amount, one after the other in one period."""
    amounts = []
    for quantity in usages:
        amounts.append(model.amount(quantity, at, before))
        before += Used(quantity, amounts[-1].cents)
    return amounts


def total(amounts: Sequence[Money]) -> int:
    return sum(amount.cents for amount in amounts)
