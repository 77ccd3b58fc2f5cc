"""What a vendor charges us, in whatever unit he counts, and what that is in our books.

A vendor's number is typed: whole units of ten to the minus ``places`` of the main unit.

    Retell says 34.45 (US cents)     3 445 units, 4 places, USD  =  0.3445 USD
    at 0.92 EUR for a USD            0.31694  →  0.32 EUR  (half up, once)

Costs are added before they are rounded: three times 0.333333 cents is 1 cent, each
rounded alone nothing.

    >>> cost = VendorAmount.in_cents("34.45", Currency.USD)
    >>> str(cost)
    '0.3445 USD'
    >>> from datetime import date
    >>> rate = ExchangeRate.parse("0.92", Currency.USD, Currency.EUR, date(2026, 11, 23), "ECB")
    >>> rate.convert(cost)
    Money(cents=32, currency=<Currency.EUR: 'EUR'>)
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Self

import attrs
from attrs.validators import ge, gt

from askpro.domain.billing.ledger import Account, Entry, Purpose, Transaction
from askpro.domain.errors import Refused
from askpro.domain.ids import OrganisationId, TransactionId
from askpro.domain.money import MILLIONTHS, Currency, Money, Price, half_up

DECIMAL = re.compile(r"(?P<whole>[0-9]{1,12})(\.(?P<places>[0-9]{1,18}))?")
CENT_PLACES = 2
OLDEST_RATE = timedelta(days=7)
SECONDS_PER_MINUTE = 60


@attrs.define
class NotACost(Refused):
    """A vendor's cost is a decimal number from 0, such as 34.45."""

    text: str


@attrs.define
class NoExchangeRate(Refused):
    """There is no exchange rate for this day, or only one that is too old."""

    sold: Currency
    bought: Currency
    day: date


def _power(places: int) -> int:
    return int(10**places)


@attrs.frozen
class VendorAmount:
    """``units`` × 10 ^ −``places`` of the currency's main unit."""

    units: int = attrs.field(validator=ge(0))
    places: int = attrs.field(validator=ge(0))
    currency: Currency

    @classmethod
    def in_cents(cls, text: str, currency: Currency) -> Self:
        """Read a decimal of cents, as Retell gives it. Raises ``NotACost``."""
        return cls._read(text, CENT_PLACES, currency)

    @classmethod
    def in_main_unit(cls, text: str, currency: Currency) -> Self:
        """Read a decimal of dollars or euros. Raises ``NotACost``."""
        return cls._read(text, 0, currency)

    @classmethod
    def _read(cls, text: str, shift: int, currency: Currency) -> Self:
        number = DECIMAL.fullmatch(text)
        if number is None:
            raise NotACost(text)
        after = number["places"] or ""
        return cls(int(number["whole"] + after), len(after) + shift, currency)

    def __add__(self, other: "VendorAmount") -> "VendorAmount":
        assert self.currency is other.currency
        places = max(self.places, other.places)
        units = sum(one.units * _power(places - one.places) for one in (self, other))
        return VendorAmount(units, places, self.currency)

    def __str__(self) -> str:
        digits = str(self.units).rjust(self.places + 1, "0")
        whole, rest = digits[: len(digits) - self.places], digits[len(digits) - self.places :]
        return f"{whole}{'.' if rest else ''}{rest} {self.currency.value}"

    def more_than(self, other: "VendorAmount") -> bool:
        """Whether it is more, however many places either has."""
        assert self.currency is other.currency
        return self.units * _power(other.places) > other.units * _power(self.places)

    def above(self, price: Price, quantity: int, per: int) -> bool:
        """Whether it is more than ``quantity`` at the price for ``per`` of it, exactly."""
        return self._over(price, quantity, per) > 0

    def below(self, price: Price, quantity: int, per: int) -> bool:
        """Whether it is less than that, exactly."""
        return self._over(price, quantity, per) < 0

    def _over(self, price: Price, quantity: int, per: int) -> int:
        assert self.currency is price.currency
        return self.units * per * MILLIONTHS - price.millionths * quantity * _power(self.places)


@attrs.frozen
class ExchangeRate:
    """What one unit of ``sold`` was worth on a day, and who said so."""

    sold: Currency
    bought: Currency
    millionths: int = attrs.field(validator=gt(0))
    day: date
    source: str

    @classmethod
    def parse(cls, text: str, sold: Currency, bought: Currency, day: date, source: str) -> Self:
        """Read a rate with at most six places. Raises ``NotAPrice``."""
        return cls(sold, bought, Price.parse(text).millionths, day, source)

    def convert(self, cost: VendorAmount) -> Money:
        """In cents of the books' currency, half up, once."""
        assert cost.currency is self.sold
        cents = half_up(
            cost.units * self.millionths * self.bought.cents_per_unit,
            _power(cost.places) * MILLIONTHS,
        )
        return Money(cents, self.bought)


def rate_on(
    day: date,
    rates: Iterable[ExchangeRate],
    sold: Currency,
    bought: Currency,
    oldest: timedelta = OLDEST_RATE,
) -> ExchangeRate:
    """The youngest rate up to the day (a Friday's holds on Sunday).

    Raises:
        NoExchangeRate: There is none that is not older than ``oldest``.
    """
    if sold is bought:
        return ExchangeRate(sold, bought, MILLIONTHS, day, "same currency")
    known = [
        rate
        for rate in rates
        if (rate.sold, rate.bought) == (sold, bought) and day - oldest <= rate.day <= day
    ]
    if not known:
        raise NoExchangeRate(sold, bought, day)
    return max(known, key=lambda rate: rate.day)


@attrs.frozen
class PlausibleBand:
    """What a minute may cost: at least and at most, in the vendor's currency.

    A begun first minute counts as a whole one towards the most, since vendors charge
    for picking up.
    """

    least_per_minute: Price
    most_per_minute: Price


class Odd(Enum):
    """Why a cost is not believed."""

    TOO_HIGH = "too_high"
    TOO_LOW = "too_low"
    OTHER_CURRENCY = "other_currency"


@attrs.frozen
class Book:
    """The cost is plausible; book it."""

    cost: VendorAmount


@attrs.frozen
class Alarm:
    """The cost is not believed; a person looks at it, nothing is booked."""

    cost: VendorAmount
    reason: Odd


def judge(cost: VendorAmount, seconds: int, band: PlausibleBand) -> Book | Alarm:
    """Whether to book a cost for so many seconds.

    Cents taken for dollars (100 times too much) and dollars for cents are both seen as
    long as the band is narrower than 1 to 100.
    """
    assert seconds >= 0
    if cost.currency is not band.most_per_minute.currency:
        return Alarm(cost, Odd.OTHER_CURRENCY)
    at_least_one = max(seconds, SECONDS_PER_MINUTE)
    if cost.above(band.most_per_minute, at_least_one, SECONDS_PER_MINUTE):
        return Alarm(cost, Odd.TOO_HIGH)
    if cost.below(band.least_per_minute, seconds, SECONDS_PER_MINUTE):
        return Alarm(cost, Odd.TOO_LOW)
    return Book(cost)


def post_vendor_cost(
    source_key: str,
    true: Money,
    booked: Money | None,
    *,
    owner_id: OrganisationId,
    number: int,
    id: TransactionId,
    occurred_at: datetime,
    now: datetime,
) -> Transaction | None:
    """The transaction that makes the books show the true cost; None where they do.

    ``booked`` is the sum booked for this source so far (None: nothing yet), ``number``
    how many bookings it has had: a late or corrected cost posts the difference only,
    under the source key with its number behind it.
    """
    delta = true - booked if booked is not None else true
    if not delta:
        return None
    entries = (
        Entry(Account(owner_id, Purpose.VENDOR_COST, delta.currency), -delta.cents),
        Entry(Account(owner_id, Purpose.VENDOR_PAYABLE, delta.currency), delta.cents),
    )
    key = f"cost:{source_key}#{number}" if number else f"cost:{source_key}"
    return Transaction(id, key, occurred_at, now, f"Vendor cost of {source_key}", entries)
