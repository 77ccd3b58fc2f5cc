"""Amounts and prices, in whole numbers.

An amount is a whole number of the currency's smallest unit, here called its cents. A
price is a whole number of millionths of the currency's main unit, so 0.40 € is 400 000.
Decimals exist only at the edges; a float exists nowhere.

    >>> Money(400) + Money(-100)
    Money(cents=300, currency=<Currency.EUR: 'EUR'>)
    >>> Price.parse("0.42").times(112, per=60)
    Money(cents=78, currency=<Currency.EUR: 'EUR'>)
"""

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from functools import total_ordering
from typing import Self

import attrs
from attrs.validators import instance_of

from askpro.domain.errors import Refused

MILLIONTHS = 1_000_000
PRICE = re.compile(r"(?P<sign>-?)(?P<whole>[0-9]{1,12})(\.(?P<places>[0-9]{1,6}))?")


class Currency(Enum):
    """Currencies named as in ISO 4217; the yen has no smaller unit, the others have cents.

    >>> str(Money(1234)), str(Price.parse("8500.5", Currency.JPY).times(1))
    ('12.34 EUR', '8501 JPY')
    """

    EUR = "EUR"
    CHF = "CHF"
    GBP = "GBP"
    USD = "USD"
    JPY = "JPY"

    __hash__ = object.__hash__  # each is there once; Enum's own is far slower

    def __init__(self, code: str) -> None:
        self.decimals = 0 if code == "JPY" else 2
        self.cents_per_unit: int = 10**self.decimals
        self.millionths_per_cent = MILLIONTHS // self.cents_per_unit


@attrs.define
class NotAPrice(Refused):
    """A price is a decimal number with at most six places, such as 0.40."""

    text: str


def half_up(numerator: int, denominator: int) -> int:
    """Divide and round half away from zero, so that a reversal mirrors its charge.

    >>> half_up(5, 2), half_up(-5, 2), half_up(7, 3)
    (3, -3, 2)
    """
    assert denominator > 0
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size


def _whole(_: object, field: "attrs.Attribute[int]", value: object) -> None:
    """A whole number and no bool, which Python counts among the integers."""
    if type(value) is not int:
        raise TypeError(f"{field.name} must be a whole number, not {value!r}")


@total_ordering
@attrs.frozen
class Money:
    """An amount in the smallest unit of its currency."""

    cents: int = attrs.field(validator=_whole)
    currency: Currency = attrs.field(default=Currency.EUR, validator=instance_of(Currency))

    def __add__(self, other: "Money") -> "Money":
        self._same_currency(other)
        return reckoned(self.cents + other.cents, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same_currency(other)
        return reckoned(self.cents - other.cents, self.currency)

    def __neg__(self) -> "Money":
        return reckoned(-self.cents, self.currency)

    def __bool__(self) -> bool:
        return self.cents != 0

    def __lt__(self, other: "Money") -> bool:
        self._same_currency(other)
        return self.cents < other.cents

    def __str__(self) -> str:
        sign = "-" if self.cents < 0 else ""
        whole, rest = divmod(abs(self.cents), self.currency.cents_per_unit)
        places = f".{rest:02d}" if self.currency.decimals else ""
        return f"{sign}{whole}{places} {self.currency.value}"

    @classmethod
    def total(cls, amounts: Iterable["Money"], currency: Currency = Currency.EUR) -> "Money":
        """Add up, starting from nothing in the given currency."""
        return sum(amounts, start=cls(0, currency))

    def split(self, weights: Sequence[int]) -> tuple["Money", ...]:
        """Divide by weight with Hamilton's largest remainder, ties to the earlier part.

        The parts sum to the whole, each is less than a cent from its exact share, a
        weight of nothing gets nothing, and splitting a negative amount mirrors.

        >>> [part.cents for part in Money(100).split([1, 1, 1])]
        [34, 33, 33]
        """
        assert weights
        assert all(weight >= 0 for weight in weights)
        whole = sum(weights)
        assert whole > 0
        size = abs(self.cents)
        shares = [divmod(size * weight, whole) for weight in weights]
        left = size - sum(share for share, _ in shares)
        by_remainder = sorted(range(len(shares)), key=lambda part: -shares[part][1])
        lucky = set(by_remainder[:left])
        sign = 1 if self.cents >= 0 else -1
        return tuple(
            Money(sign * (share + (part in lucky)), self.currency)
            for part, (share, _) in enumerate(shares)
        )

    def _same_currency(self, other: "Money") -> None:
        assert self.currency is other.currency, f"{self} and {other} do not mix"


# What these write through is what attrs writes through, without asking what is known.
_blank = object.__new__
_put_cents = vars(Money)["cents"].__set__
_put_currency = vars(Money)["currency"].__set__


def reckoned(cents: int, currency: Currency) -> Money:
    """Money that has just been reckoned from checked amounts and prices, in half the time.

    Raises:
        TypeError: The number is not whole, because some quantity was not.
    """
    if type(cents) is not int:
        raise TypeError(f"cents must be a whole number, not {cents!r}")
    amount = _blank(Money)
    _put_cents(amount, cents)
    _put_currency(amount, currency)
    return amount


def rounded(millionths: int, per: int, currency: Currency) -> Money:
    """So many millionths of the main unit, divided by ``per``, rounded once, half up.

    >>> rounded(784_000, 1, Currency.EUR).cents, rounded(1_005_000, 1, Currency.EUR).cents
    (78, 101)
    """
    denominator = currency.millionths_per_cent * per
    if millionths < 0 or per <= 0:
        return reckoned(half_up(millionths, denominator), currency)
    return reckoned((2 * millionths + denominator) // (2 * denominator), currency)


@attrs.frozen
class Price:
    """What one unit costs, in millionths of the currency's main unit."""

    millionths: int = attrs.field(validator=_whole)
    currency: Currency = attrs.field(default=Currency.EUR, validator=instance_of(Currency))

    @classmethod
    def parse(cls, text: str, currency: Currency = Currency.EUR) -> Self:
        """Read a decimal such as ``0.40``, with a point and without an exponent.

        Raises:
            NotAPrice: It is something else, or has more than six places, or more than
                twelve digits before the point (which no database column would hold).
        """
        # Decimal would also read 1e9, 1_000 and digits of other scripts, and would round
        # what is longer than 28 digits.
        number = PRICE.fullmatch(text)
        if number is None:
            raise NotAPrice(text)
        millionths = int(number["whole"]) * MILLIONTHS + int((number["places"] or "").ljust(6, "0"))
        return cls(-millionths if number["sign"] else millionths, currency)

    def times(self, quantity: int, per: int = 1) -> Money:
        """What ``quantity`` costs where the price is for ``per`` of it, rounded once, half up."""
        return rounded(self.millionths * quantity, per, self.currency)

    def __str__(self) -> str:
        sign = "-" if self.millionths < 0 else ""
        whole, rest = divmod(abs(self.millionths), MILLIONTHS)
        places = f"{rest:06d}".rstrip("0").ljust(2, "0")
        return f"{sign}{whole}.{places} {self.currency.value}"
