"""Numbers, money and times as the reader's language writes them.

Money(-1234567)    de  -12.345,67 €      en  -€12,345.67
143 seconds        2:23
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import attrs
import phonenumbers
from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton, format_time
from babel.numbers import format_currency, format_decimal

from askpro.domain.moment import local
from askpro.domain.money import MILLIONTHS, Currency, Money, Price
from askpro.domain.organisations.organisation import Language
from askpro.ports.clock import Clock

_LOCALES = {Language.GERMAN: "de_DE", Language.ENGLISH: "en_GB"}


@attrs.frozen
class Formats:
    """The filters of one language; instants are shown by the wall clock of a zone."""

    language: Language
    clock: Clock

    @property
    def locale(self) -> Locale:
        return Locale.parse(_LOCALES[self.language])

    def money(self, amount: Money) -> str:
        value = Decimal(amount.cents) / amount.currency.cents_per_unit
        return format_currency(value, amount.currency.value, locale=self.locale)

    def cents(self, cents: int, currency: Currency) -> str:
        return self.money(Money(cents, currency))

    def gain(self, amount: Money) -> str:
        """As ``money``, with a plus before what comes in."""
        return f"+{self.money(amount)}" if amount.cents > 0 else self.money(amount)

    def gain_cents(self, cents: int, currency: Currency) -> str:
        return self.gain(Money(cents, currency))

    def price(self, price: Price) -> str:
        """All the places a price has, and at least two."""
        value = Decimal(price.millionths) / MILLIONTHS
        pattern = self.locale.currency_formats["standard"].pattern.replace("0.00", "0.00####")
        return format_currency(
            value, price.currency.value, pattern, locale=self.locale, currency_digits=False
        )

    def number(self, value: int) -> str:
        return format_decimal(value, locale=self.locale)

    def date(self, moment: datetime, zone: ZoneInfo) -> str:
        return format_date(local(moment, zone), "full", locale=self.locale)

    def day(self, moment: datetime, zone: ZoneInfo) -> str:
        """Weekday and date, short; the year only where it is not this one."""
        here = local(moment, zone)
        parts = "MMMEd" if here.year == local(self.clock(), zone).year else "yMMMEd"
        return format_skeleton(parts, here, locale=self.locale)

    def month(self, period: str) -> str:
        """A month such as ``2026-11``, in words."""
        return format_skeleton("yMMMM", date.fromisoformat(f"{period}-01"), locale=self.locale)

    def time(self, moment: datetime, zone: ZoneInfo) -> str:
        return format_time(local(moment, zone), "short", locale=self.locale)

    def wall(self, moment: datetime, zone: ZoneInfo) -> str:
        """Date and time, short, with the year."""
        return format_datetime(local(moment, zone), "short", locale=self.locale)

    def days_away(self, moment: datetime, zone: ZoneInfo) -> int:
        """0 today, 1 tomorrow, -1 yesterday, by the calendar of the zone."""
        return (local(moment, zone).date() - local(self.clock(), zone).date()).days

    def filters(self) -> Mapping[str, Callable[..., object]]:
        own = (
            self.money, self.cents, self.gain, self.gain_cents, self.price, self.number,
            self.date, self.day, self.month, self.time, self.wall, self.days_away, stopwatch,
            phone,
        )  # fmt: skip
        return {show.__name__: show for show in own}


def stopwatch(seconds: int) -> str:
    """Minutes and seconds.

    >>> stopwatch(143), stopwatch(3723)
    ('2:23', '62:03')
    """
    return f"{seconds // 60}:{seconds % 60:02d}"


def phone(number: str) -> str:
    """A number in E.164 with spaces, for the eye; anything else as it is.

    >>> phone("+4930901820")
    '+49 30 901820'
    """
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
