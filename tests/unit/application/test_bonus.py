"""Bonus credit: given once, spent first, ended once, and always in the books."""

from datetime import timedelta

import pytest

from askpro.application.billing.end_bonus import end_bonus
from askpro.application.billing.grant_bonus import ExpiresTooSoon, NotTheGiver
from askpro.application.billing.top_up_by_hand import NotByOneself, OtherCurrency, ReferenceUsed
from askpro.domain.billing.ledger import Account, Purpose
from askpro.domain.billing.lots import Lot, NotALot
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Currency, Money
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.organisation import Kind, below
from askpro.domain.organisations.scope import Scope
from askpro.ports.storage import NoSuchOrganisation
from tests.unit.application.house import OTHER, PLATFORM, RESELLER, SALON, House, make_house

OPERATOR = Actor(ActorKind.MEMBER, "operator", PLATFORM.id)
COMMAND_LINE = Actor(ActorKind.SYSTEM, "command line")
PARTNER = Actor(ActorKind.KEY, "partner", RESELLER.id)
SELF = Actor(ActorKind.KEY, "salon", SALON.id)


def grant(
    house: House,
    cents: int,
    *,
    by: Actor = PARTNER,
    reference: str = "welcome",
    days: int | None = 30,
    to: OrganisationId = SALON.id,
) -> Lot:
    expires_at = None if days is None else house.watch() + timedelta(days=days)
    lot: Lot = house.container.grant_bonus()(
        organisation_id=to, amount=Money(cents), reference=reference, by=by, expires_at=expires_at
    )
    return lot


def booked(house: House, owner: OrganisationId, purpose: Purpose) -> int:
    return house.look().ledger.balances().get(Account(owner, purpose), 0)


@pytest.mark.parametrize(
    ("by", "giver"), [(OPERATOR, PLATFORM), (COMMAND_LINE, PLATFORM), (PARTNER, RESELLER)]
)
def test_whoever_gives_it_bears_it(by: Actor, giver: object) -> None:
    house = make_house()

    lot = grant(house, 1000, by=by)

    assert house.look().bonus.of(SALON.id) == [lot]
    assert lot.granted_by in (PLATFORM.id, RESELLER.id)
    assert booked(house, SALON.id, Purpose.BONUS) == 1000
    assert booked(house, lot.granted_by, Purpose.PROMOTION) == -1000
    assert getattr(giver, "id", None) == lot.granted_by


def test_a_reference_gives_once() -> None:
    house = make_house()
    first = grant(house, 1000)

    assert grant(house, 1000, days=60) == first
    with pytest.raises(ReferenceUsed):
        grant(house, 1001)
    assert house.look().wallets.get(SALON.id).bonus_cents == 1000


def test_who_may_not_give() -> None:
    house = make_house()
    with house.storage.begin(Scope.everything()) as work:
        deeper = below(RESELLER, OrganisationId(house.container.new_id()()), Kind.RESELLER, "Sub")
        work.organisations.add(deeper)
        below_it = below(deeper, OrganisationId(house.container.new_id()()), Kind.COMPANY, "Tief")
        work.organisations.add(below_it)
        work.wallets.open(type(work.wallets.get(SALON.id))(below_it.id, Money(0)))

    with pytest.raises(NotByOneself):
        grant(house, 1000, by=SELF)
    with pytest.raises(NotTheGiver):
        grant(house, 1000, to=below_it.id)
    with pytest.raises(NoSuchOrganisation):
        grant(house, 1000, by=Actor(ActorKind.KEY, "other", OTHER.id))


def test_what_is_no_bonus_is_refused() -> None:
    house = make_house()

    with pytest.raises(NotALot):
        grant(house, 0)
    with pytest.raises(ExpiresTooSoon):
        grant(house, 100, days=0)
    with pytest.raises(OtherCurrency):
        house.container.grant_bonus()(
            organisation_id=SALON.id, amount=Money(1, Currency.USD), reference="x", by=PARTNER
        )


def test_a_call_is_paid_from_bonus_first_and_the_tiers_above_earn_in_full() -> None:
    house = make_house(salon_cents=1000)
    grant(house, 150)
    house.ask("list_services")

    house.hang_up(seconds=600)

    wallet = house.look().wallets.get(SALON.id)
    assert (wallet.balance, wallet.bonus_cents) == (Money(750), 0)
    assert booked(house, SALON.id, Purpose.BONUS) == 0
    assert booked(house, SALON.id, Purpose.WALLET) == 750
    assert booked(house, RESELLER.id, Purpose.REVENUE) == 400
    assert house.container.verify_ledger()().faults == ()


def test_what_nobody_used_goes_back_to_its_giver_once() -> None:
    house = make_house()
    grant(house, 1000)
    house.ask("list_services")
    house.hang_up(seconds=600)

    house.watch.go_on(days=30)

    assert house.container.end_bonus()() == 1
    assert house.container.end_bonus()() == 0
    assert booked(house, RESELLER.id, Purpose.BREAKAGE) == 600
    assert booked(house, SALON.id, Purpose.BONUS) == 0
    assert house.look().wallets.get(SALON.id).bonus_cents == 0
    assert house.container.verify_ledger()().faults == ()


def test_what_is_refunded_too_late_breaks_each_time_it_returns() -> None:
    house = make_house()
    grant(house, 400)
    house.ask("list_services")
    house.hang_up(seconds=600)
    house.watch.go_on(days=30)
    house.container.end_bonus()()

    for _ in range(2):
        with house.storage.begin(Scope.everything()) as work:
            back = work.wallets.give_back("call:call_1", SALON.id, 100)
            broke = end_bonus(work, SALON.id, house.watch(), house.container.new_id())
        assert (back.bonus_cents, broke) == (100, 100)

    assert booked(house, RESELLER.id, Purpose.BREAKAGE) == 200
