"""Once per threshold and local day."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.low_balance import LowBalance, warnings_due
from askpro.domain.billing.wallet import Wallet
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Money
from askpro.testing.world import BERLIN, some_id

OWNER = OrganisationId(some_id())
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
THRESHOLDS = (2000, 500)


class Diary:
    """Moves a wallet and notes what was warned of."""

    def __init__(self, cents: int) -> None:
        self.wallet, self.warned = Wallet(OWNER, Money(cents)), set[LowBalance]()

    def moves_to(self, cents: int, now: datetime) -> list[int]:
        before, self.wallet = self.wallet, Wallet(OWNER, Money(cents))
        due = warnings_due(
            before, self.wallet, thresholds=THRESHOLDS, warned=self.warned, now=now, zone=BERLIN
        )
        self.warned |= set(due)
        return [one.threshold_cents for one in due]


def test_the_days_of_the_docstring() -> None:
    diary = Diary(2500)
    tuesday = MONDAY + timedelta(days=1)

    told = [
        diary.moves_to(cents, at)
        for cents, at in [
            (1800, MONDAY), (1200, MONDAY), (4000, MONDAY), (2100, MONDAY), (400, MONDAY),
            (300, tuesday), (450, tuesday), (449, tuesday),
        ]
    ]  # fmt: skip

    assert told == [[2000], [], [], [], [500], [500, 2000], [], []]


def test_being_at_a_threshold_is_not_being_below_it() -> None:
    assert Diary(2001).moves_to(2000, MONDAY) == []
    assert Diary(2001).moves_to(1999, MONDAY) == [2000]


def test_what_does_not_fall_warns_of_nothing() -> None:
    assert Diary(400).moves_to(400, MONDAY) == []
    assert Diary(400).moves_to(399, MONDAY) == [500, 2000]


def test_the_day_is_the_local_one() -> None:
    diary = Diary(2500)
    before_midnight = datetime(2026, 11, 23, 22, 59, tzinfo=UTC)

    assert diary.moves_to(1900, before_midnight) == [2000]
    assert diary.moves_to(1800, before_midnight + timedelta(minutes=1)) == [2000]


def test_debts_count_and_credit_limits_and_live_calls_do_not() -> None:
    wallet = Wallet(OWNER, Money(1000), 900, 5000, owed_cents=300, bonus_cents=50)

    assert wallet.funds == Money(750)


@given(st.lists(st.tuples(st.integers(-500, 3000), st.integers(0, 72)), max_size=20))
def test_no_threshold_is_warned_of_twice_a_day(moves: list[tuple[int, int]]) -> None:
    diary, told = Diary(3000), []
    for cents, hours in sorted(moves, key=lambda move: move[1]):
        now = MONDAY + timedelta(hours=hours)
        day = now.astimezone(BERLIN).date()
        told += [(day, threshold) for threshold in diary.moves_to(cents, now)]

    assert len(told) == len(set(told))
