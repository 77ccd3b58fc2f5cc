"""What of a payment a commission counts: net of VAT, of refunds and, if agreed, of fees.

paid 119.00 incl. 19 % VAT, 23.80 of it refunded, payment fee 1.50
net of VAT       100.00 − 20.00 = 80.00
net of fees too           78.50

>>> net_base(11900, refunded_cents=2380, vat_millionths=190_000)
8000
>>> net_base(11900, refunded_cents=2380, vat_millionths=190_000, fee_cents=150)
7850
"""

from askpro.domain.billing.commission import MILLION
from askpro.domain.money import half_up


def net_base(
    gross_cents: int, *, refunded_cents: int = 0, vat_millionths: int = 0, fee_cents: int = 0
) -> int:
    """The base in cents, never below nothing.

    Args:
        gross_cents: What was paid, with the VAT that is contained in it.
        refunded_cents: What of that went back.
        vat_millionths: The contained rate (190 000 for 19 %); 0 where amounts are net.
        fee_cents: Payment fees to be shared, where that is agreed; they are not refunded.

    VAT is taken out of what is left after refunds, once, half up.
    """
    assert 0 <= refunded_cents <= gross_cents
    assert vat_millionths >= 0
    assert fee_cents >= 0
    net = net_of_vat(gross_cents - refunded_cents, vat_millionths)
    return max(net - fee_cents, 0)


def net_of_vat(cents: int, vat_millionths: int) -> int:
    """What is left without the VAT that is contained in it, half up.

    >>> net_of_vat(11900, 190_000), net_of_vat(-11900, 190_000), net_of_vat(5, 0)
    (10000, -10000, 5)
    """
    return half_up(cents * MILLION, MILLION + vat_millionths)
