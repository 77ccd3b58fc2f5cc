"""Small figures at the edges of prices and price books, each to the cent."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import attrs
import pytest

from askpro.domain.billing.meter import SMS
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
from askpro.domain.billing.price_book import PriceBook, PriceRule
from askpro.domain.billing.used import NOTHING, Used
from askpro.domain.ids import (
    OrganisationId,
    PriceBookId,
    PriceRuleId,
)
from askpro.domain.money import Currency, Money, Price
from askpro.testing.world import BERLIN, NOON

SELLER, BUYER = (OrganisationId(UUID(int=number)) for number in (1, 2))
EURO, HALF = Price.parse("1.00"), Price.parse("0.50")


@pytest.mark.parametrize(
    ("model", "billed"),
    [
        (PerUnit(EURO), 3),
        (Flat(EURO), 1),
        (PerSecond(EURO, 2), 4),
        (StagedPerSecond((Stage(0, EURO),), 2), 4),
        (TimedPerSecond(EURO, BERLIN, (), 2), 4),
        (TimedPerUnit(EURO, BERLIN, ()), 3),
        (Percentage(10_000), 3),
        (Graduated((Tier(None, EURO),)), 3),
        (Volume((Tier(None, EURO),)), 3),
        (Package(2, EURO), 4),
        (Allowance(1, PerUnit(EURO)), 2),
        (Bounded(PerUnit(EURO), maximum=Money(1)), 3),
        (Bounded(Package(2, EURO), maximum=Money(1)), 4),
    ],
)
def test_a_usage_of_which_nothing_is_said_is_the_first_of_its_period(
    model: AnyModel, billed: int
) -> None:
    assert model.billed(3) == model.billed(3, NOON, NOTHING) == billed
    assert model.amount(3, NOON) == model.amount(3, NOON, NOTHING)


def test_less_than_what_is_free_costs_nothing() -> None:
    assert Package(1, EURO, free=5).due(3) == Money(0)
    assert Package(1, EURO, free=5).billed(3) == 0
    assert Allowance(5, PerUnit(EURO)).split(7) == (5, 2)
    assert Allowance(5, PerUnit(EURO)).amount(3) == Money(0)


def test_what_lies_beyond_the_free_part_begins_when_that_ends() -> None:
    """Free until 22:00, so the call that began at 21:50 is paid at the price of the night."""
    night = TimeBand(HALF, time(22), time(6))
    model = Allowance(600, TimedPerSecond(EURO, BERLIN, (night,)))
    ten_to_ten = datetime(2026, 11, 20, 20, 50, tzinfo=UTC)

    assert model.amount(720, ten_to_ten) == Money(100)
    assert model.amount(720, ten_to_ten, Used(300)) == Money(5 * 100 + 2 * 50)


def test_tiers_behind_an_allowance_count_from_where_it_ends() -> None:
    model = Allowance(10, Graduated((Tier(5, EURO), Tier(None, HALF))))

    assert model.amount(10, None, Used(5)) == Money(500)
    assert model.amount(1, None, Used(10)) == Money(100)
    assert model.amount(1, None, Used(14)) == Money(100)
    assert model.amount(1, None, Used(15)) == Money(50)


def test_the_least_of_a_period_may_be_the_most() -> None:
    model = Bounded(PerUnit(EURO), Money(500), Money(500))

    assert model.amount(7) == Money(500)
    assert [model.true_up(Money(cents)).cents for cents in (0, 499, 500)] == [500, 1, 0]


def test_a_period_without_a_least_is_never_filled_up() -> None:
    assert Bounded(PerUnit(EURO)).true_up(Money(0)) == Money(0)
    assert Bounded(PerUnit(EURO), Money(500)).true_up(Money(501)) == Money(0)


def test_a_tier_is_rounded_at_half_a_cent_and_not_a_millionth_before() -> None:
    almost, half = (Graduated((Tier(None, Price.parse(text)),)) for text in ("0.004999", "0.005"))

    assert (almost.due(1), half.due(1)) == (Money(0), Money(1))


def test_tiers_may_count_in_different_units() -> None:
    """0.60 for the first 1 000 words, then a cent a word, and back again."""
    thousand, each = Price.parse("0.60"), Price.parse("0.01")
    falling = Graduated((Tier(1000, thousand, per=1000), Tier(None, each)))
    rising = Graduated((Tier(100, each), Tier(None, thousand, per=1000)))

    assert (falling.due(1000), falling.due(1100)) == (Money(60), Money(160))
    assert (rising.due(100), rising.due(1100)) == (Money(100), Money(160))


def test_a_total_that_corrections_brought_below_nothing_is_due_like_nothing() -> None:
    tier = Tier(None, EURO)

    for model in (
        Graduated((tier,)),
        Volume((tier,)),
        GraduatedPercentage((RateTier(None, 1_000_000),)),
        Package(1, EURO),
    ):
        assert model.due(-1) == model.due(0) == Money(0)


def test_a_call_just_after_a_border_lies_behind_it() -> None:
    night = TimeBand(HALF, time(22), time(6))
    ten = datetime(2026, 11, 20, 21, tzinfo=UTC)

    for late in (0, 1, 2):
        at = ten + timedelta(seconds=late)
        assert pieces_of((night,), BERLIN, at, 60) == [(night, 60)]
    assert pieces_of((night,), BERLIN, ten - timedelta(seconds=1), 60) == [(None, 1), (night, 59)]


def test_one_band_on_two_days_running_is_one_piece() -> None:
    """From Friday 23:00 until Sunday 1:00, at one price on the weekend."""
    weekend = TimeBand(HALF, time(0), time(0), weekdays=(5, 6))
    friday = datetime(2026, 11, 20, 22, tzinfo=UTC)

    pieces = pieces_of((weekend,), BERLIN, friday, 26 * 3600)

    assert pieces == [(None, 3600), (weekend, 25 * 3600)]


def test_a_price_ends_just_before_its_last_instant() -> None:
    """Also where no other follows it, so that nobody pays an ended price."""
    until = NOON + timedelta(hours=1)
    model = PerUnit(EURO)
    rule = PriceRule(PriceRuleId(UUID(int=7)), SMS, SELLER, None, NOON, model, until)
    book = PriceBook(
        PriceBookId(UUID(int=8)), SELLER, None, "2026", Currency.EUR, NOON, {SMS: model}, until
    )

    for dated in (rule, book):
        assert not dated.holds(NOON - timedelta(microseconds=1))
        assert dated.holds(NOON)
        assert dated.holds(until - timedelta(microseconds=1))
        assert not dated.holds(until)
        assert attrs.evolve(dated, valid_until=None).holds(until)


def test_a_book_that_begins_when_another_ends_does_not_meet_it() -> None:
    until = NOON + timedelta(hours=1)
    one = PriceBook(PriceBookId(UUID(int=8)), SELLER, None, "1", Currency.EUR, NOON, {}, until)
    after, inside = (attrs.evolve(one, valid_from=at, valid_until=None) for at in (until, NOON))

    assert (one.meets(after), after.meets(one)) == (False, False)
    assert (one.meets(inside), inside.meets(one)) == (True, True)


def test_a_first_book_is_the_first_version_and_its_rules_too() -> None:
    book = PriceBook(
        PriceBookId(UUID(int=8)), SELLER, BUYER, "2026", Currency.EUR, NOON, {SMS: PerUnit(EURO)}
    )
    (rule,) = book.rules()

    assert (book.version, rule.version) == (1, 1)
    assert PriceRule(rule.id, SMS, SELLER, None, NOON, PerUnit(EURO)).version == 1


def test_a_rule_prices_a_usage_of_which_nothing_is_said_as_the_first() -> None:
    model = Graduated((Tier(2, EURO), Tier(None, HALF)))
    rule = PriceRule(PriceRuleId(UUID(int=7)), SMS, SELLER, None, NOON, model)

    assert (rule.amount(3), rule.billed(3)) == (Money(250), 3)
    assert rule.amount(3, None, Used(2)) == Money(150)
    assert attrs.evolve(rule, model=Package(2, EURO)).billed(3) == 4
