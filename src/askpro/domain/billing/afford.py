"""How much of a meter a chain can pay for, and which tier it is that runs out.

available            company 2.00    reseller 1.80
a minute costs it            0.40             0.30
lasts                       300 s            360 s      so 300 s, and the company ends it
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

import attrs

from askpro.domain.billing.borders import turns_of
from askpro.domain.billing.chain import Chain
from askpro.domain.billing.charge import due
from askpro.domain.billing.link import Sale
from askpro.domain.billing.meter import CALL_SECOND, Meter
from askpro.domain.billing.rating import Counter, Rating
from askpro.domain.billing.used import NOTHING, Used
from askpro.domain.billing.wallet import CannotPay
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Money


@attrs.frozen
class Affordable:
    """All of ``quantity``, and everything less, can be paid; one more ``limited_by`` cannot.

    None: nobody runs out before the longest that was asked for.
    """

    quantity: int
    limited_by: OrganisationId | None


def max_seconds(
    chain: Chain,
    available: Mapping[OrganisationId, int],
    *,
    longest: int,
    meter: Meter = CALL_SECOND,
    at: datetime | None = None,
    used: Mapping[Counter, Used] | None = None,
) -> Affordable:
    """The least that any paying tier can afford, at most the longest.

    A call may end at any second before, so everything shorter is affordable too, even
    where a price falls with the volume. Exact: one second more costs a tier more than it
    has. A tier that is already below nothing affords nothing.

    Args:
        available: Cents for each tier that pays from a wallet, less what the usage costs
            in other meters; a tier without a line pays later and sets no limit.

    Raises:
        NoPrice: It names the tier.
    """
    assert longest >= 0
    best = Affordable(longest, None)
    for sale in chain.sales(meter):
        cents = available.get(sale.link.buyer_id)
        if cents is not None:
            quantity = _reach(sale, cents, best.quantity, at, used or {})
            if quantity is not None:
                best = Affordable(quantity, sale.link.buyer_id)
    return best


def left_after(
    ratings: Iterable[Rating], available: Mapping[OrganisationId, int]
) -> Mapping[OrganisationId, int]:
    """What each tier has left when all of them have paid: all tiers or none.

    Raises:
        CannotPay: It names the tier, the lowest first, and what it would need.
    """
    known = tuple(ratings)
    left = dict(available)
    for tier, cents in due(known).items():
        if tier in left:
            left[tier] -= cents
            if left[tier] < 0:
                raise CannotPay(tier, Money(cents, known[0].paid.currency))
    return left


def _reach(
    sale: Sale,
    cents: int,
    longest: int,
    at: datetime | None,
    used: Mapping[Counter, Used],
) -> int | None:
    """The last quantity before the first that costs more than so many cents, or None."""
    before = used.get(sale.counter, NOTHING) if sale.counter else NOTHING

    def is_too_much(quantity: int) -> bool:
        return sale.rule.amount(quantity, at, before).cents > cents

    if is_too_much(0):
        return 0
    low = 0
    for turn in turns_of(sale.rule.model, longest, before.quantity):
        if is_too_much(turn):
            return _last_within(low, turn, is_too_much)
        low = turn
    return None


def _last_within(low: int, high: int, is_too_much: Callable[[int], bool]) -> int:
    """Halve between two turns, where more never costs less; the higher one is too much."""
    while high - low > 1:
        middle = (low + high) // 2
        if is_too_much(middle):
            high = middle
        else:
            low = middle
    return low
