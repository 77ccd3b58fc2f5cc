"""Price models of every kind, usages in some order, and the instants where clocks jump.

Prices are nothing or more, so that an amount below nothing is a volume price falling.
"""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

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
    Priced,
    RateTier,
    Stage,
    StagedPerSecond,
    Tier,
    TimeBand,
    TimedPerSecond,
    TimedPerUnit,
    Volume,
)
from askpro.domain.money import Money, Price
from askpro.testing.strategies import prices

BERLIN = ZoneInfo("Europe/Berlin")
SPRING = datetime(2026, 3, 28, 20, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 24, 20, tzinfo=UTC)
MOST_QUANTITY = 20_000


def quantities(most: int = MOST_QUANTITY) -> st.SearchStrategy[int]:
    return st.integers(0, most)


def usages_of_a_period() -> st.SearchStrategy[list[int]]:
    """Quantities of one meter and buyer, in the order they are counted."""
    return st.lists(st.integers(0, 400), max_size=12)


def instants() -> st.SearchStrategy[datetime]:
    """Some time of the year, and often the two nights when Berlin's clocks jump."""
    night = st.integers(0, 12 * 3600)
    jumps = st.builds(
        lambda base, second: datetime.fromtimestamp(base.timestamp() + second, UTC),
        st.sampled_from((SPRING, AUTUMN)),
        night,
    )
    year = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - bounds without a zone
    return jumps | year


def fees() -> st.SearchStrategy[Price | None]:
    return st.none() | prices()


def per_seconds() -> st.SearchStrategy[PerSecond]:
    return st.builds(PerSecond, prices(), st.integers(1, 90), st.integers(0, 120), fees())


def staged() -> st.SearchStrategy[StagedPerSecond]:
    def stages(starts: list[int]) -> st.SearchStrategy[tuple[Stage, ...]]:
        return st.tuples(*(st.builds(Stage, st.just(start), prices()) for start in starts))

    starts = st.lists(st.integers(1, 1800), unique=True, max_size=3)
    return st.builds(
        StagedPerSecond,
        starts.map(lambda more: [0, *sorted(more)]).flatmap(stages),
        st.integers(1, 90),
        st.integers(0, 120),
        fees(),
    )


def time_bands() -> st.SearchStrategy[tuple[TimeBand, ...]]:
    clocks = st.sampled_from([time(0), time(2), time(2, 30), time(3), time(6), time(18), time(22)])
    weekdays = st.lists(st.integers(0, 6), unique=True, min_size=1).map(tuple)
    band = st.builds(TimeBand, prices(), clocks, clocks, weekdays)
    return st.lists(band, max_size=3).map(tuple)


def timed_per_seconds() -> st.SearchStrategy[TimedPerSecond]:
    return st.builds(
        TimedPerSecond,
        prices(),
        st.just(BERLIN),
        time_bands(),
        st.integers(1, 90),
        st.integers(0, 120),
        fees(),
    )


def timed_per_units() -> st.SearchStrategy[TimedPerUnit]:
    return st.builds(TimedPerUnit, prices(), st.just(BERLIN), time_bands())


def per_units() -> st.SearchStrategy[PerUnit]:
    return st.builds(PerUnit, prices(), st.sampled_from((1, 60, 1000)))


def borders() -> st.SearchStrategy[list[int | None]]:
    inner = st.lists(st.integers(1, 1000), unique=True, max_size=3)
    return inner.map(lambda found: [*sorted(found), None])


def tiers() -> st.SearchStrategy[tuple[Tier, ...]]:
    def at(found: list[int | None]) -> st.SearchStrategy[tuple[Tier, ...]]:
        pers = st.sampled_from((1, 7, 60, 1000))
        each = (st.builds(Tier, st.just(up), prices(), fees(), pers, st.booleans()) for up in found)
        return st.tuples(*each)

    return borders().flatmap(at)


def rate_tiers() -> st.SearchStrategy[tuple[RateTier, ...]]:
    def at(found: list[int | None]) -> st.SearchStrategy[tuple[RateTier, ...]]:
        rates = st.integers(0, 1_000_000)
        return st.tuples(*(st.builds(RateTier, st.just(up), rates, fees()) for up in found))

    return borders().flatmap(at)


def graduated() -> st.SearchStrategy[Graduated]:
    return st.builds(Graduated, tiers(), st.booleans())


def volumes() -> st.SearchStrategy[Volume]:
    return st.builds(Volume, tiers(), st.booleans())


def packages() -> st.SearchStrategy[Package]:
    return st.builds(Package, st.integers(1, 200), prices(), st.integers(0, 300))


def graduated_percentages() -> st.SearchStrategy[GraduatedPercentage]:
    return st.builds(GraduatedPercentage, rate_tiers(), st.booleans())


def monotone_by_total() -> st.SearchStrategy[Graduated | Package | GraduatedPercentage]:
    """Models of a period's total in which more never costs less."""
    return st.one_of(graduated(), packages(), graduated_percentages())


def percentages() -> st.SearchStrategy[Percentage]:
    return st.builds(Percentage, st.integers(0, 1_000_000), fees())


def monotone_models() -> st.SearchStrategy[Priced]:
    return st.one_of(
        per_units(),
        st.builds(Flat, prices()),
        per_seconds(),
        staged(),
        timed_per_seconds(),
        timed_per_units(),
        percentages(),
        monotone_by_total(),
    )


def priced() -> st.SearchStrategy[Priced]:
    return monotone_models() | volumes()


def allowances(inner: st.SearchStrategy[Priced] | None = None) -> st.SearchStrategy[Allowance]:
    return st.builds(Allowance, quantities(1000), priced() if inner is None else inner)


def bounded() -> st.SearchStrategy[Bounded]:
    least = st.none() | st.integers(0, 5000).map(Money)
    most = st.none() | st.integers(5000, 500_000).map(Money)
    return st.builds(Bounded, priced() | allowances(), least, most)


def any_models() -> st.SearchStrategy[AnyModel]:
    """Every model there is, by itself and inside those that go around another."""
    return st.one_of(priced(), allowances(), bounded())


def one_of_each() -> tuple[AnyModel, ...]:
    """An example of every kind of model, for tables of what each is shown or stored as."""
    one, two, half = Price.parse("1"), Price.parse("2"), Price.parse("0.50")
    night = TimeBand(half, time(22), time(6))
    sunday = TimeBand(two, time(0), time(0), (6,))
    steps = Tier(10, two, one), Tier(None, one)
    shares = RateTier(1000, 20_000, one), RateTier(None, 10_000)
    return (
        PerUnit(one),
        PerUnit(one, per=1000),
        Flat(two),
        PerSecond(one, 6, 30, half),
        StagedPerSecond((Stage(0, two), Stage(60, one))),
        TimedPerSecond(one, BERLIN, (night, sunday)),
        TimedPerUnit(one, BERLIN, (sunday,)),
        Graduated(steps),
        Graduated((Tier(100, one, per=10, begun=True), Tier(None, one, per=100, begun=True))),
        Volume(steps),
        Package(10, two, free=5),
        Percentage(14_000, half),
        GraduatedPercentage(shares),
        Allowance(30, PerSecond(one)),
        Bounded(PerUnit(one), Money(500), Money(1000)),
        Bounded(Allowance(10, Graduated(steps)), None, Money(1000)),
    )
