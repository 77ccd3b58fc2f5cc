"""A refund along the whole chain: what each tier gives back, to the cent.

The refunded part is in cents of what the company paid. Rule: **cumulative half up**. On
each priced link, after refunds of R in all, ``half_up(amount × R ÷ paid)`` has been given
back, and a refund posts only what that rose by. So repeated refunds add up to one of
their sum, and refunding everything returns every amount exactly.

    4.00 by margin, 1.00 refunded   company +1.00   reseller -0.25   platform -0.75

An agent gives back what his entitlement falls by when the base, cumulative in the same
way, is taken out of its period: never a second subtraction, never less than he is
entitled to. What he does not have to give back stays with his principal's loss.

    4.00, commission 25 %, 1.00 refunded   company +1.00   agent -0.25   platform -0.75

The result is a ``Rating`` of negative amounts, so it is posted like a charge.
"""

from collections.abc import Mapping

import attrs

from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.rating import Earned, Rating, Share
from askpro.domain.errors import Refused
from askpro.domain.ids import AgreementId
from askpro.domain.money import Money, half_up


@attrs.define
class RefundsTooMuch(Refused):
    """More would be refunded than was paid."""

    paid: Money
    refunded: Money
    wanted: Money


def refund(
    rating: Rating,
    cents: int,
    *,
    refunded_cents: int = 0,
    agreements: Mapping[AgreementId, Agreement] | None = None,
    bases: Mapping[AgreementId, int] | None = None,
) -> Rating:
    """What every link gives back, as a rating of negative amounts and no quantity.

    Args:
        rating: As it was charged.
        cents: To be refunded now, of what the company paid; above 0.
        refunded_cents: What has been refunded of it before.
        agreements: Those of the chain's agents.
        bases: What each agreement's period comes to now, this charge included.

    Raises:
        RefundsTooMuch: Not so much is left to refund.
    """
    assert cents > 0
    assert refunded_cents >= 0
    paid = rating.paid
    if refunded_cents + cents > paid.cents:
        currency = paid.currency
        raise RefundsTooMuch(paid, Money(refunded_cents, currency), Money(cents, currency))
    part = _Part(paid.cents, refunded_cents, refunded_cents + cents)
    back: list[Share] = []
    for share in reversed(rating.shares):
        if share.earned is None:
            less = Money(-part.of(share.amount.cents), paid.currency)
            back.append(attrs.evolve(share, amount=less, billed=None))
        else:
            earned = _taken_back(share.earned, part, agreements or {}, bases or {})
            below = back[-1].amount
            back.append(attrs.evolve(share, amount=below - earned.amount, earned=earned))
    return attrs.evolve(rating, quantity=0, shares=tuple(reversed(back)))


@attrs.frozen
class _Part:
    """The refund as a step from one total to the next, out of what was paid."""

    paid_cents: int
    before_cents: int
    after_cents: int

    def of(self, cents: int) -> int:
        before, after = (
            half_up(cents * total, self.paid_cents)
            for total in (self.before_cents, self.after_cents)
        )
        return after - before


def _taken_back(
    earned: Earned,
    part: _Part,
    agreements: Mapping[AgreementId, Agreement],
    bases: Mapping[AgreementId, int],
) -> Earned:
    base = part.of(earned.base_cents)
    standing = bases[earned.agreement_id]
    delta = agreements[earned.agreement_id].rise(standing, -base)
    return attrs.evolve(
        earned,
        base_cents=-base,
        before_cents=standing,
        amount=Money(delta, earned.amount.currency),
    )
