"""``askpro rates``: what vendors' currencies are worth."""

import re
from datetime import date
from typing import TYPE_CHECKING

from cyclopts import App

if TYPE_CHECKING:
    from askpro.domain.billing.vendor_cost import ExchangeRate
    from askpro.domain.money import Currency

group = App(name="rates", help="What vendors' currencies are worth, by day.")

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@group.command(name="set")
def set_rate(day: str, currency: str, rate: str, *, source: str) -> None:
    """Say what one unit of a currency was worth on a day; costs that waited are booked.

    Parameters
    ----------
    day
        Such as 2026-11-21.
    currency
        What was sold, such as USD.
    rate
        What one unit of it was worth in the platform's currency, such as 0.92.
    source
        Who says so, such as ECB.
    """
    from askpro.domain.billing.vendor_cost import ExchangeRate
    from askpro.domain.money import Price
    from askpro.domain.organisations.scope import Scope
    from askpro.entrypoints.cli.errors import WrongUsage
    from askpro.entrypoints.cli.house import OPERATOR, opened

    when, sold = _day(day), _currency(currency)
    if Price.parse(rate).millionths <= 0:
        raise WrongUsage(f"A rate is more than nothing, not {rate!r}.")
    with opened() as container:
        with container.storage().look(Scope.everything()) as work:
            bought = work.organisations.platform().currency
        if sold is bought:
            raise WrongUsage(f"The platform keeps its books in {bought.value} already.")
        known = ExchangeRate.parse(rate, sold, bought, when, source)
        container.set_exchange_rate()(known, by=OPERATOR)
        booked = container.book_vendor_cost().reconcile()
    print(f"{_written(known)}. {booked or 'No'} waiting costs booked.")


@group.command
def show(*, most: int = 20) -> None:
    """Print rates, the youngest first.

    Parameters
    ----------
    most
        How many, 100 at most.
    """
    from askpro.domain.organisations.scope import Scope
    from askpro.entrypoints.cli.house import opened

    with opened() as container, container.storage().look(Scope.everything()) as work:
        rates = work.exchange_rates.latest(max(1, min(most, 100)))
    for rate in rates:
        print(_written(rate))
    if not rates:
        print("No rate is known: askpro rates set DAY CURRENCY RATE --source SOURCE")


def _written(rate: "ExchangeRate") -> str:
    from askpro.domain.money import Price

    worth = Price(rate.millionths, rate.bought)
    return f"{rate.day.isoformat()}  1 {rate.sold.value} = {worth}  ({rate.source})"


def _day(typed: str) -> date:
    """Raises ``WrongUsage``."""
    from askpro.entrypoints.cli.errors import WrongUsage

    try:
        if _DAY.fullmatch(typed):
            return date.fromisoformat(typed)
    except ValueError:
        pass
    raise WrongUsage(f"A day is written such as 2026-11-21, not {typed!r}.")


def _currency(typed: str) -> "Currency":
    """Raises ``WrongUsage``."""
    from askpro.domain.money import Currency
    from askpro.entrypoints.cli.errors import WrongUsage

    known = {one.value: one for one in Currency}
    if typed.upper() not in known:
        raise WrongUsage(f"A currency is one of {', '.join(known)}, not {typed!r}.")
    return known[typed.upper()]
