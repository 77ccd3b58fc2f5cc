"""Which reported usage is believed, and which is the same told twice."""

from datetime import datetime, timedelta
from uuid import UUID

import attrs
import pytest

from askpro.domain.billing.charge import Charge
from askpro.domain.billing.meter import CALL, CALL_SECOND, Meter
from askpro.domain.billing.rating import Rating, Share
from askpro.domain.billing.usage import MOST_QUANTITY, NotUsage, Usage, refuse_untimely
from askpro.domain.ids import ChargeId, OrganisationId
from askpro.domain.money import Money
from askpro.testing.world import NOON, minutes

PLATFORM, COMPANY, OTHER = (OrganisationId(UUID(int=number)) for number in (1, 2, 3))
TICK = timedelta(microseconds=1)
YEAR = timedelta(days=366)
USAGE = Usage("pbx:1", COMPANY, NOON, ((CALL, 1), (CALL_SECOND, 90)), "a call")


def charged(meter: Meter, quantity: int) -> Charge:
    rating = Rating(meter, quantity, (Share(PLATFORM, COMPANY, Money(1)),))
    return Charge(ChargeId(UUID(int=quantity)), "pbx:1", COMPANY, NOON, rating, None)


@pytest.mark.parametrize(
    ("at", "believed"),
    [
        (NOON, True),
        (NOON + minutes(5), True),
        (NOON + minutes(5) + TICK, False),
        (NOON - YEAR, True),
        (NOON - YEAR - TICK, False),
    ],
)
def test_a_usage_lies_in_the_past_year_or_a_clocks_error_ahead(
    at: datetime, believed: bool
) -> None:
    usages = [USAGE, attrs.evolve(USAGE, source_key="pbx:2", occurred_at=at)]

    if believed:
        refuse_untimely(usages, NOON)
    else:
        with pytest.raises(NotUsage) as refused:
            refuse_untimely(usages, NOON)
        assert refused.value.source_key == "pbx:2"


@pytest.mark.parametrize(
    ("quantity", "believed"),
    [(0, True), (1, True), (10**12, True), (10**12 + 1, False), (-1, False)],
)
def test_a_quantity_is_nothing_or_more_and_fits_the_ledger(quantity: int, believed: bool) -> None:
    usage = attrs.evolve(USAGE, quantities=((CALL, 1), (CALL_SECOND, quantity)))

    assert MOST_QUANTITY == 10**12
    if believed:
        refuse_untimely([usage], NOON)
    else:
        with pytest.raises(NotUsage):
            refuse_untimely([usage], NOON)


def test_the_time_of_day_of_its_prices_is_when_it_began() -> None:
    assert USAGE.priced_at == NOON
    assert attrs.evolve(USAGE, began_at=NOON - minutes(9)).priced_at == NOON - minutes(9)


def test_the_same_usage_told_again_is_known_by_what_was_charged() -> None:
    call, seconds = charged(CALL, 1), charged(CALL_SECOND, 90)

    assert USAGE.is_what([call, seconds])
    assert USAGE.is_what([seconds, call])
    assert not USAGE.is_what([call])
    assert not USAGE.is_what([call, charged(CALL_SECOND, 91)])
    for changes in ({"organisation_id": OTHER}, {"occurred_at": NOON + TICK}):
        assert not attrs.evolve(USAGE, **changes).is_what([call, seconds])
        assert not USAGE.is_what([call, attrs.evolve(seconds, **changes)])
