"""What a reseller earns where he does not set the price himself.

Rounding is cumulative: per reseller, agreement and period the entitlement is the floor
of rate × Σ base, and each charge posts only what that floor rose by.

    25 % of 1 000 charges of 0.42 €     entitlement 105.00     each rounded alone 110.00

Rates may rise with the period's volume in marginal bands, so crossing one is continuous.

    >>> agreement = Agreement.flat("25")
    >>> agreement.rise(0, 42), agreement.rise(42, 42)
    (10, 11)
    >>> sum(agreement.rise(42 * sold, 42) for sold in range(1000))
    10500
"""

import re
from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from itertools import pairwise
from typing import Self
from uuid import UUID
from zoneinfo import ZoneInfo

import attrs
from attrs.validators import and_, ge, le

from askpro.domain.errors import Refused
from askpro.domain.ids import AgreementId
from askpro.domain.moment import local

MILLION = 1_000_000
PERCENTAGE = re.compile(r"(?P<whole>[0-9]{1,3})(\.(?P<places>[0-9]{1,4}))?")


class Base(Enum):
    """Of what a commission is a share."""

    GROSS = "gross"
    REMAINDER = "remainder"


@attrs.define
class NotARate(Refused):
    """A commission rate is a percentage from 0 to 100 with at most four places."""

    text: str


@attrs.frozen
class Band:
    """From this volume of the period on, this rate, in millionths."""

    from_cents: int = attrs.field(validator=ge(0))
    rate_millionths: int = attrs.field(validator=and_(ge(0), le(MILLION)))


def _ascending(_: object, __: object, bands: Sequence[Band]) -> None:
    if not bands or bands[0].from_cents != 0:
        raise ValueError("the first band begins at nothing")
    if any(left.from_cents >= right.from_cents for left, right in pairwise(bands)):
        raise ValueError("bands ascend")


@attrs.frozen
class Agreement:
    """The commission one reseller has agreed with whoever sells above him.

    ``vat_millionths`` is the rate of the VAT that is contained in the prices (190 000 for
    19 %) and that no commission is earned on; 0 where prices are net.
    """

    id: AgreementId
    bands: tuple[Band, ...] = attrs.field(validator=_ascending)
    base: Base = Base.GROSS
    vat_millionths: int = attrs.field(default=0, validator=ge(0))

    @classmethod
    def flat(
        cls,
        percent: str,
        id: AgreementId = AgreementId(UUID(int=0)),  # noqa: B008 - a constant
        base: Base = Base.GROSS,
    ) -> Self:
        """One rate for any volume, such as ``25`` or ``27.5``."""
        number = PERCENTAGE.fullmatch(percent)
        if number is None:
            raise NotARate(percent)
        millionths = int(number["whole"] + (number["places"] or "").ljust(4, "0"))
        if millionths > MILLION:
            raise NotARate(percent)
        return cls(id, (Band(0, millionths),), base)

    def entitlement(self, base_cents: int) -> int:
        """All that is earned on so much base in one period, in cents, floored once."""
        ends = [band.from_cents for band in self.bands[1:]] + [max(base_cents, 0)]
        parts = sum(
            max(min(base_cents, end) - band.from_cents, 0) * band.rate_millionths
            for band, end in zip(self.bands, ends, strict=True)
        )
        return parts // MILLION

    def rise(self, before_cents: int, more_cents: int) -> int:
        """What the entitlement rises by when so much base is added; falls for less base."""
        return self.entitlement(before_cents + more_cents) - self.entitlement(before_cents)


def period_of(at: datetime, zone: ZoneInfo) -> str:
    """The local calendar month a charge counts in, such as ``2026-11``."""
    return f"{local(at, zone):%Y-%m}"
