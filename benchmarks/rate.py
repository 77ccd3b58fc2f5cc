"""Rating usages in the pure core, beside a bare integer loop doing the same arithmetic.

A rating prices every link per second, builds the shares with their rules and says what the
company pays. The bare loop multiplies, divides and rounds half up as often, and keeps
nothing but the amounts.

    depth   links from the platform to the company
    mixed   every other reseller earns commission instead of a margin
"""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from statistics import median
from time import perf_counter
from uuid import UUID

from askpro.domain.billing.chain import Chain
from askpro.domain.billing.commission import MILLION, Agreement
from askpro.domain.billing.link import Link
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.price import SECONDS_PER_MINUTE, PerSecond
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.ids import AgreementId, OrganisationId, PriceRuleId
from askpro.domain.money import Currency, Price
from benchmarks.figures import Figures, Row

TIERS = (3, 5, 8)
USAGES = range(1, 7201)
ROUNDS = 9
CHEAPEST = 300_000
STEP = 50_000
RATE = 250_000
SINCE = datetime(2026, 1, 1, tzinfo=UTC)


def run() -> Figures:
    """Rounds in which ours and the bare loop take turns; the medians count."""
    rows = [_row(tiers, mixed=mixed) for mixed in (False, True) for tiers in TIERS]
    notes = (
        f"One thread, calls of 1 to {USAGES[-1]} seconds, medians of {ROUNDS} rounds.",
        "Three tiers are platform, reseller, company. The house asks for 100 000 a second there.",
    )
    return Figures("Ratings a second", rows, notes)


def _row(tiers: int, *, mixed: bool) -> Row:
    chain = _chain(tiers, mixed=mixed)
    prices = [CHEAPEST + STEP * link for link in range(tiers - 1)]
    loop = _mixed_loop(prices) if mixed else _margin_loop(prices)
    for quantity in USAGES[::60]:
        assert chain.rate(CALL_SECOND, quantity).paid.cents == loop(quantity)[-1]
    ours, bare = [], []
    for _ in range(ROUNDS):
        ours.append(_per_second(lambda quantity: chain.rate(CALL_SECOND, quantity)))
        bare.append(_per_second(loop))
    ratios = [one / other for one, other in zip(ours, bare, strict=True)]
    return {
        "tiers": tiers,
        "links": "mixed" if mixed else "margin",
        "ratings/s": round(median(ours)),
        "bare loop/s": round(median(bare)),
        "of bare": median(ratios),
    }


def _per_second(rate: Callable[[int], object]) -> float:
    started = perf_counter()
    for quantity in USAGES:
        rate(quantity)
    return len(USAGES) / (perf_counter() - started)


def _margin_loop(prices: list[int]) -> Callable[[int], list[int]]:
    """What each link owes, rounded half up, from the platform's down."""
    below = SECONDS_PER_MINUTE * Currency.EUR.millionths_per_cent

    def loop(quantity: int) -> list[int]:
        return [(2 * price * quantity + below) // (2 * below) for price in prices]

    return loop


def _mixed_loop(prices: list[int]) -> Callable[[int], list[int]]:
    """As above, where every other link but the last takes the floor of a share of the gross."""
    below = SECONDS_PER_MINUTE * Currency.EUR.millionths_per_cent
    last = len(prices) - 1

    def loop(quantity: int) -> list[int]:
        amounts, gross = [], 0
        for link in range(last, -1, -1):
            if link == last or link % 2:
                gross = (2 * prices[link] * quantity + below) // (2 * below)
                amounts.append(gross)
            else:
                amounts.append(gross - gross * RATE // MILLION)
        return amounts[::-1]

    return loop


def _chain(tiers: int, *, mixed: bool) -> Chain:
    path = [OrganisationId(UUID(int=number)) for number in range(1, tiers + 1)]
    links = []
    for number, (seller, buyer) in enumerate(pairwise(path)):
        id, model = PriceRuleId(UUID(int=number)), PerSecond(Price(CHEAPEST + STEP * number))
        rule = PriceRule(id, CALL_SECOND, seller, buyer, SINCE, model)
        if mixed and number % 2 == 0 and number < tiers - 2:
            agreement = Agreement.flat("25", AgreementId(UUID(int=number)))
            links.append(Link(seller, buyer, (), agreement))
        else:
            links.append(Link(seller, buyer, (rule,)))
    return Chain(tuple(links))
