"""Who sees which entry of a transaction, by name; and sums that keep no zeros."""

from uuid import UUID

from askpro.domain.billing.checkpoint import Checkpoint
from askpro.domain.billing.ledger import Account, Entry, Purpose, Transaction
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.rating import Rating, Share
from askpro.domain.billing.sight import Viewer
from askpro.domain.ids import OrganisationId, TransactionId
from askpro.domain.money import Money
from askpro.testing.world import NOON

PLATFORM, RESELLER, COMPANY, STRANGER = (OrganisationId(UUID(int=n)) for n in range(1, 5))
RATING = Rating(
    CALL_SECOND,
    60,
    (Share(PLATFORM, RESELLER, Money(300)), Share(RESELLER, COMPANY, Money(400))),
)
CALL = Transaction(
    TransactionId(UUID(int=9)),
    "call:1",
    NOON,
    NOON,
    "call",
    (
        Entry(Account(COMPANY, Purpose.WALLET), -400),
        Entry(Account(RESELLER, Purpose.REVENUE), 400),
        Entry(Account(RESELLER, Purpose.WALLET), -300),
        Entry(Account(PLATFORM, Purpose.REVENUE), 300),
    ),
)


def test_what_a_company_pays_is_a_matter_of_its_own_and_of_its_direct_seller() -> None:
    reseller = Viewer(RESELLER, children={COMPANY})

    assert Viewer(COMPANY).deals_with(COMPANY)
    assert reseller.deals_with(COMPANY)
    assert not reseller.deals_with(STRANGER)
    assert not Viewer(COMPANY).deals_with(STRANGER)
    assert not Viewer(PLATFORM, children={RESELLER}).deals_with(COMPANY)
    assert Viewer(PLATFORM, sees_all=True).deals_with(COMPANY)


def test_a_tier_knows_its_own_gain_and_a_stranger_none() -> None:
    gains = [Viewer(tier).gain(RATING) for tier in (PLATFORM, RESELLER, COMPANY, STRANGER)]

    assert gains == [Money(300), Money(100), Money(-400), None]


def test_a_tier_sees_its_own_entries_and_what_its_children_pay() -> None:
    company, own, pays, platform = CALL.entries

    def seen(viewer: Viewer) -> list[Entry]:
        return list(viewer.entries(CALL))

    assert seen(Viewer(COMPANY)) == [company]
    assert seen(Viewer(RESELLER, children={COMPANY})) == [company, own, pays]
    assert seen(Viewer(PLATFORM, children={RESELLER})) == [pays, platform]
    assert seen(Viewer(PLATFORM, sees_all=True)) == list(CALL.entries)
    assert seen(Viewer(STRANGER, children={STRANGER})) == []


def test_what_is_hidden_balances_what_is_shown() -> None:
    assert Viewer(COMPANY).hidden(CALL) == Money(400)
    assert Viewer(RESELLER, children={COMPANY}).hidden(CALL) == Money(300)
    assert Viewer(PLATFORM, sees_all=True).hidden(CALL) == Money(0)


def test_what_a_tier_moved_is_no_revenue_and_what_it_earned_is_net_of_what_it_owes() -> None:
    assert [Viewer(tier).moved(CALL).cents for tier in (COMPANY, RESELLER, PLATFORM)] == [
        -400, -300, 0,
    ]  # fmt: skip
    assert [Viewer(tier).earned(CALL).cents for tier in (COMPANY, RESELLER, PLATFORM)] == [
        0, 100, 300,
    ]  # fmt: skip


def test_a_checkpoint_keeps_no_account_that_came_to_nothing() -> None:
    back = CALL.reversed(TransactionId(UUID(int=10)), "reversal:call:1", NOON)

    once, twice = Checkpoint().plus([CALL]), Checkpoint().plus([CALL]).plus([back])

    assert (once.sequence, len(once.sums)) == (1, 4)
    assert (twice.sequence, dict(twice.sums)) == (2, {})
    assert twice.balance(Account(COMPANY, Purpose.WALLET)) == 0
