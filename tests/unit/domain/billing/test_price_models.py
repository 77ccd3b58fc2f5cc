"""What each model refuses, and the two odd nights of a price by the time of day."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import attrs
import pytest
from hypothesis import given

from askpro.domain.billing.price import (
    Allowance,
    AnyModel,
    Bounded,
    Flat,
    Graduated,
    GraduatedPercentage,
    Package,
    Percentage,
    PerSecond,
    PerUnit,
    RateTier,
    Stage,
    StagedPerSecond,
    Tier,
    TimeBand,
    TimedPerSecond,
    TimedPerUnit,
    Volume,
)
from askpro.domain.billing.price.timed import pieces_of
from askpro.domain.billing.used import NOTHING, Used
from askpro.domain.moment import local
from askpro.domain.money import Currency, Money, Price
from askpro.testing.billing_strategies.prices import (
    BERLIN,
    any_models,
    instants,
    one_of_each,
    quantities,
    timed_per_seconds,
)

ONE, TWO = Price.parse("1"), Price.parse("2")
FRANC = Price.parse("1", Currency.CHF)
NIGHT = TimeBand(TWO, time(22), time(6))


@pytest.mark.parametrize(
    "made",
    [
        lambda: Graduated(()),
        lambda: Graduated((Tier(10, ONE),)),
        lambda: Graduated((Tier(None, ONE), Tier(None, ONE))),
        lambda: Graduated((Tier(10, ONE), Tier(10, ONE), Tier(None, ONE))),
        lambda: Volume((Tier(0, ONE), Tier(None, ONE))),
        lambda: GraduatedPercentage((RateTier(5, 1), RateTier(3, 1), RateTier(None, 1))),
        lambda: RateTier(None, -1),
        lambda: Tier(None, ONE, per=0),
        lambda: Package(0, ONE),
        lambda: Package(1, ONE, free=-1),
        lambda: Percentage(-1),
        lambda: PerUnit(ONE, per=0),
        lambda: PerSecond(ONE, 0),
        lambda: PerSecond(ONE, 1, -1),
        lambda: StagedPerSecond(()),
        lambda: StagedPerSecond((Stage(1, ONE),)),
        lambda: StagedPerSecond((Stage(0, ONE), Stage(0, ONE))),
        lambda: TimeBand(ONE, time(8), time(9), ()),
        lambda: TimeBand(ONE, time(8), time(9), (7,)),
        lambda: Allowance(-1, PerUnit(ONE)),
        lambda: Bounded(PerUnit(ONE), Money(-1)),
        lambda: Bounded(PerUnit(ONE), Money(2), Money(1)),
    ],
)  # fmt: skip
def test_what_is_no_price_model_is_refused(made: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        made()


@pytest.mark.parametrize(
    "made",
    [
        lambda: PerSecond(ONE, connect_fee=FRANC),
        lambda: StagedPerSecond((Stage(0, ONE), Stage(9, FRANC))),
        lambda: Graduated((Tier(None, ONE, FRANC),)),
        lambda: Volume((Tier(3, ONE), Tier(None, FRANC))),
        lambda: GraduatedPercentage((RateTier(None, 5, FRANC),)),
        lambda: Percentage(5, FRANC),
        lambda: TimedPerSecond(ONE, BERLIN, (TimeBand(FRANC, time(8), time(9)),)),
        lambda: TimedPerUnit(FRANC, BERLIN, (NIGHT,)),
        lambda: Bounded(PerUnit(ONE), Money(1, Currency.CHF)),
    ],
)  # fmt: skip
def test_the_prices_of_a_model_are_in_one_currency(made: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match="one currency"):
        made()


@pytest.mark.parametrize(
    "made",
    [
        lambda: PerUnit("1"),  # type: ignore[arg-type]
        lambda: Allowance(1, ONE),  # type: ignore[arg-type]
        lambda: Stage(0, 1),  # type: ignore[arg-type]
    ],
)
def test_only_a_price_is_a_price(made: Callable[[], object]) -> None:
    with pytest.raises(TypeError):
        made()


# A flat price asks only whether anything was used.
@pytest.mark.parametrize("model", [one for one in one_of_each() if not isinstance(one, Flat)])
def test_a_quantity_in_parts_of_a_unit_is_refused(model: AnyModel) -> None:
    with pytest.raises(TypeError):
        model.amount(30.5, datetime(2026, 11, 21, tzinfo=UTC))  # type: ignore[arg-type]


@given(any_models(), quantities(3000), instants(), quantities(3000))
def test_a_model_that_does_not_count_ignores_what_was_before(
    model: AnyModel, quantity: int, at: datetime, had: int
) -> None:
    if model.counts:
        return

    assert model.amount(quantity, at, Used(had, had)) == model.amount(quantity, at, NOTHING)
    assert model.amount(quantity, at).currency is model.currency


def test_only_what_depends_on_the_period_counts() -> None:
    counting = {type(model) for model in one_of_each() if model.counts}

    assert counting == {Graduated, Volume, Package, GraduatedPercentage, Allowance, Bounded}
    assert Bounded(PerUnit(ONE), minimum=Money(5)).counts  # what was charged decides its end
    assert not Bounded(PerUnit(ONE)).counts
    assert Bounded(Package(1, ONE), minimum=Money(5)).counts


def test_a_most_below_a_falling_volume_gives_only_the_fall_back() -> None:
    volume = Volume((Tier(100, TWO), Tier(None, ONE)))
    model = Bounded(volume, maximum=Money(17_000))

    up = model.amount(100, None, NOTHING)
    down = model.amount(1, None, Used(100, up.cents))

    assert (up.cents, down.cents) == (17_000, 10_100 - 17_000)


def test_a_most_that_older_prices_have_passed_charges_nothing_more() -> None:
    model = Bounded(PerUnit(ONE), maximum=Money(1_000))

    assert model.amount(5, None, Used(30, 3_000)) == Money(0)


def test_packages_are_billed_whole_and_once() -> None:
    model = Package(10, ONE, free=5)

    assert [model.billed(4, None, Used(had)) for had in (0, 4, 8, 12)] == [0, 10, 0, 10]
    assert Allowance(5, PerSecond(ONE, 60)).billed(10, None, Used(0)) == 60


def band_lengths(start: datetime, hours: int, *bands: TimeBand) -> list[tuple[bool, int]]:
    return [
        (band is not None, seconds // 60)
        for band, seconds in pieces_of(bands, BERLIN, start, hours * 3600)
    ]


@pytest.mark.parametrize(
    ("day", "minutes"),
    [
        (datetime(2026, 3, 28, 20, tzinfo=UTC), 7 * 60),
        (datetime(2026, 3, 27, 20, tzinfo=UTC), 8 * 60),
        (datetime(2026, 10, 24, 19, tzinfo=UTC), 9 * 60),
    ],
)
def test_a_night_is_an_hour_shorter_or_longer_twice_a_year(day: datetime, minutes: int) -> None:
    before, night, after = band_lengths(day, 14, NIGHT)

    assert night == (True, minutes)
    assert sum(length for _, length in (before, night, after)) == 14 * 60


def test_a_band_in_the_skipped_hour_does_not_exist_that_night() -> None:
    start = datetime(2026, 3, 28, 23, tzinfo=UTC)

    assert band_lengths(start, 4, TimeBand(TWO, time(2), time(3))) == [(False, 240)]
    assert band_lengths(start, 4, TimeBand(TWO, time(2, 30), time(4))) == [
        (False, 120), (True, 60), (False, 60),
    ]  # fmt: skip


def test_a_band_that_ends_in_the_hour_that_comes_twice_ends_the_first_time() -> None:
    start = datetime(2026, 10, 24, 22, tzinfo=UTC)

    assert band_lengths(start, 5, TimeBand(TWO, time(1), time(2, 30))) == [
        (False, 60), (True, 90), (False, 150),
    ]  # fmt: skip


def test_a_band_over_midnight_belongs_to_the_day_it_begins_on() -> None:
    friday = TimeBand(TWO, time(22), time(6), (4,))
    friday_evening = datetime(2026, 11, 20, 20, tzinfo=UTC)

    assert band_lengths(friday_evening, 34, friday) == [(False, 60), (True, 480), (False, 1500)]


def test_of_two_bands_the_earlier_listed_counts() -> None:
    noon = datetime(2026, 11, 21, 11, tzinfo=UTC)
    first, second = TimeBand(ONE, time(0), time(0)), TimeBand(TWO, time(12), time(13))

    assert pieces_of((first, second), BERLIN, noon, 60) == [(first, 60)]
    assert pieces_of((second, first), BERLIN, noon, 7200) == [(second, 3600), (first, 3600)]


def test_a_second_belongs_to_the_band_it_begins_in() -> None:
    model = TimedPerSecond(ONE, BERLIN, (NIGHT,))
    start = datetime(2026, 11, 21, 20, 59, 58, 500_000, tzinfo=UTC)

    assert [seconds for _, seconds in model.pieces(4, start)] == [2, 2]


def test_a_price_by_the_time_of_day_needs_the_time_unless_nothing_was_used() -> None:
    for model in (TimedPerSecond(ONE, BERLIN, (NIGHT,)), TimedPerUnit(ONE, BERLIN, (NIGHT,))):
        assert model.amount(0) == Money(0)
        with pytest.raises(AssertionError):
            model.amount(1)


@given(timed_per_seconds(), quantities(4 * 3600), instants())
def test_every_second_is_in_the_band_that_its_own_start_is_in(
    model: TimedPerSecond, length: int, at: datetime
) -> None:
    second = 0
    for band, seconds in model.pieces(length, at):
        for then in (second, second + seconds - 1):
            alone = pieces_of(model.bands, BERLIN, at + timedelta(seconds=then), 1)
            assert alone == [(band, 1)]
        second += seconds


@given(timed_per_seconds(), instants())
def test_on_an_ordinary_day_the_wall_clock_tells_the_band(
    model: TimedPerSecond, at: datetime
) -> None:
    clock = local(at, BERLIN)
    if clock.month in {3, 10}:
        return
    ((found, _),) = pieces_of(model.bands, BERLIN, at, 1)

    shown, day, day_before = clock.time(), clock.weekday(), (clock.weekday() - 1) % 7
    expected = None
    for band in reversed(model.bands):
        over_midnight = band.end <= band.start
        today = day in band.weekdays and band.start <= shown and (over_midnight or shown < band.end)
        from_yesterday = over_midnight and day_before in band.weekdays and shown < band.end
        expected = band if today or from_yesterday else expected
    assert found is expected


def test_models_are_values() -> None:
    for one, other in zip(one_of_each(), one_of_each(), strict=True):
        assert one == other
        assert hash(one) == hash(other)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            one.currency = Currency.CHF  # type: ignore[misc]
