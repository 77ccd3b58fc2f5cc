"""Net, VAT and gross of an invoice, and of what is credited on it later.

    lines 68.33 + 68.33 + 57.50 + 85.00     net 279.16
    20 % of the net, once for the rate      VAT  55.83      (line by line: 55.84)
                                          gross 334.99      (line by line: 335.00)

VAT is rounded half up once for each rate and gross is always net + VAT. Credit notes never
exceed the invoice, in net, VAT or gross; the last one takes what is left to the cent.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import attrs
from attrs.validators import ge

from askpro.domain.billing.proration import prorated
from askpro.domain.errors import Refused
from askpro.domain.money import MILLIONTHS, Currency, Money, half_up


@attrs.define
class StatedVatIsWrong(Refused):
    """The VAT that is stated is not the VAT of this net, if only by a cent."""

    rate_millionths: int
    stated: Money
    right: Money


@attrs.define
class CreditsTooMuch(Refused):
    """More would be credited at this rate than is left of the invoice."""

    rate_millionths: int
    left: Money


@attrs.frozen
class Line:
    """What one line comes to without VAT, and its rate in millionths (19 % is 190 000)."""

    net: Money
    rate_millionths: int = attrs.field(validator=ge(0))


@attrs.frozen
class RateTotal:
    """All of a document at one rate."""

    rate_millionths: int
    net: Money
    vat: Money

    @property
    def gross(self) -> Money:
        return self.net + self.vat


@attrs.frozen
class Totals:
    """The sums of an invoice or a credit note, a total for each rate, the lowest first."""

    rates: tuple[RateTotal, ...]
    currency: Currency = Currency.EUR

    @property
    def net(self) -> Money:
        return Money.total((rate.net for rate in self.rates), self.currency)

    @property
    def vat(self) -> Money:
        return Money.total((rate.vat for rate in self.rates), self.currency)

    @property
    def gross(self) -> Money:
        return self.net + self.vat

    def at(self, rate_millionths: int) -> RateTotal:
        """The total at a rate; nothing where the document has none."""
        for rate in self.rates:
            if rate.rate_millionths == rate_millionths:
                return rate
        nothing = Money(0, self.currency)
        return RateTotal(rate_millionths, nothing, nothing)


def vat_of(net: Money, rate_millionths: int) -> Money:
    """VAT on a net amount, rounded once, half up.

    >>> vat_of(Money(9999), 200_000).cents
    2000
    """
    return Money(half_up(net.cents * rate_millionths, MILLIONTHS), net.currency)


def check_vat(net: Money, rate_millionths: int, stated: Money) -> None:
    """Check a VAT amount that somebody else has written; the norm's own check lets cents pass.

    Raises:
        StatedVatIsWrong: It is a cent off, or more.
    """
    right = vat_of(net, rate_millionths)
    if stated != right:
        raise StatedVatIsWrong(rate_millionths, stated, right)


def invoiced(lines: Iterable[Line], currency: Currency = Currency.EUR) -> Totals:
    """The totals of lines in one currency.

    >>> totals = invoiced(Line(Money(cents), 200_000) for cents in (6833, 6833, 5750, 8500))
    >>> totals.net.cents, totals.vat.cents, totals.gross.cents
    (27916, 5583, 33499)
    """
    nets = _nets(lines, currency)
    return Totals(tuple(RateTotal(rate, net, vat_of(net, rate)) for rate, net in nets), currency)


def credited(invoice: Totals, earlier: Sequence[Totals], lines: Iterable[Line]) -> Totals:
    """The totals of a credit note for lines of an invoice, after the earlier notes on it.

    Its VAT is its own, at most what is left; the note that credits the last of the net at
    a rate takes all the VAT that is left. All amounts are positive.

    Raises:
        CreditsTooMuch: The lines exceed what is left of the net at their rate.
    """
    rates = []
    for rate, net in _nets(lines, invoice.currency):
        left = _left(invoice, earlier, rate)
        if not 0 <= net.cents <= left.net.cents:
            raise CreditsTooMuch(rate, left.net)
        vat = left.vat if net == left.net else min(vat_of(net, rate), left.vat)
        rates.append(RateTotal(rate, net, vat))
    return Totals(tuple(rates), invoice.currency)


def capped(limit: Money, wanted: Iterable[Money]) -> tuple[Money, ...]:
    """Amounts in a row, each at most what the ones before it have left of a limit.

    >>> [note.cents for note in capped(Money(33499), map(Money, (8200, 6900, 10200, 8200)))]
    [8200, 6900, 10200, 8199]
    """
    given = []
    for amount in wanted:
        taken = min(amount, limit)
        limit -= taken
        given.append(taken)
    return tuple(given)


def unused_days_refund(
    paid_net: Money, unused_days: int, period_days: int, rate_millionths: int
) -> Totals:
    """The credit for days that were paid and not used: net first, VAT of that, then gross.

    >>> refund = unused_days_refund(Money(20_000), 29, 30, 250_000)
    >>> refund.net.cents, refund.vat.cents, refund.gross.cents
    (19333, 4833, 24166)
    """
    net = prorated(paid_net, unused_days, period_days)
    return invoiced([Line(net, rate_millionths)], paid_net.currency)


def _nets(lines: Iterable[Line], currency: Currency) -> list[tuple[int, Money]]:
    sums: Counter[int] = Counter()
    for line in lines:
        assert line.net.currency is currency, "a document is in one currency"
        sums[line.rate_millionths] += line.net.cents
    return [(rate, Money(cents, currency)) for rate, cents in sorted(sums.items())]


def _left(invoice: Totals, earlier: Sequence[Totals], rate: int) -> RateTotal:
    whole = invoice.at(rate)
    net, vat = whole.net, whole.vat
    for note in earlier:
        net -= note.at(rate).net
        vat -= note.at(rate).vat
    return RateTotal(rate, net, vat)
