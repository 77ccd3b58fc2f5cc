"""What any price model is made of: its prices, its borders, and its shape without prices.

Read off the fields of the model, so that a new kind of model needs no word here.
"""

from collections.abc import Iterator
from itertools import product

import attrs

from askpro.domain.money import Currency, Money, Price

MOST_BORDERS = 24
"""Beyond that many, turning points are looked for at the borders themselves only."""


def parts(model: object) -> Iterator[object]:
    """Everything a model is made of, down to single numbers; each class before its parts."""
    kind = type(model)
    if isinstance(model, tuple):
        yield len(model)
        for part in model:
            yield from parts(part)
    elif attrs.has(kind) and not isinstance(model, Price | Money):
        yield kind
        for field in attrs.fields(kind):
            yield from parts(getattr(model, field.name))
    else:
        yield model


def prices_of(model: object) -> tuple[Price, ...]:
    return tuple(part for part in parts(model) if isinstance(part, Price))


def currencies_of(model: object) -> frozenset[Currency]:
    return frozenset(part.currency for part in parts(model) if isinstance(part, Price | Money))


def shape_of(model: object) -> tuple[object, ...]:
    """What is left of a model when the figures of its prices are forgotten.

    Of two models of one shape, the one with the higher prices never costs less.
    """
    return tuple(part.currency if isinstance(part, Price) else part for part in parts(model))


def borders_of(model: object) -> frozenset[int]:
    """Every whole number in a model that is no price: increments, minimums, tiers, packages."""
    return frozenset(part for part in parts(model) if type(part) is int and part > 0)


def turns_of(model: object, most: int, before: int = 0) -> tuple[int, ...]:
    """The quantities up to ``most``, ascending, after which an amount may turn downwards.

    Between two of them more never costs less. They are the borders and their sums (a border
    may begin behind another, as a tier does behind what is free), less what the period
    already had, and the last full increment before each.
    """
    borders = {0} | borders_of(model)
    turns = {border - before for border in borders}
    if len(borders) <= MOST_BORDERS:
        turns |= {
            start + (border - before - start) // step * step
            for border, start, step in product(borders, borders, borders)
            if step
        }
        turns |= {one + other - before for one, other in product(borders, borders)}
    return (*sorted(turn for turn in turns if 0 < turn < most), most)
