"""Charges that are due because a month ends."""

from datetime import date

import attrs

from askpro.domain.billing.meter import BASE_FEE, SMS, Meter
from askpro.domain.billing.month_end import month_end
from askpro.domain.billing.price import AnyModel, Bounded, Flat, PerUnit
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.proration import Period
from askpro.domain.billing.used import Used
from askpro.domain.ids import ChargeId, PriceRuleId
from askpro.domain.money import Money, Price
from askpro.ports.storage import Storage
from askpro.testing.contracts.storage.billing import a_charge
from askpro.testing.contracts.storage.planted import Planted
from askpro.testing.world import BERLIN, EVERYTHING, NOON, World, minutes, some_id

NOVEMBER = Period.month_of(date(2026, 11, 1)).interval(BERLIN)


class MonthEndClaims(Planted):
    """Charges with parts."""

    def test_each_part_of_a_months_charge_comes_back_as_it_was_added(
        self, storage: Storage, world: World
    ) -> None:
        models: dict[Meter, AnyModel] = {
            BASE_FEE: Flat(Price.parse("99")),
            SMS: Bounded(PerUnit(Price.parse("1")), Money(500)),
        }
        rules = [
            PriceRule(PriceRuleId(some_id()), meter, world.reseller.id, None, NOON, model)
            for meter, model in models.items()
        ]
        ended = month_end(world.salon.company.path, rules, (), NOVEMBER)
        used = dict.fromkeys(ended.counters, Used(2, 200))
        charges = [
            attrs.evolve(a_charge(world, "period:x"), rating=rating, began_at=NOON - minutes(1))
            for rating in ended.rate({}, used)
        ]
        kept = [attrs.evolve(charge, id=ChargeId(some_id())) for charge in charges]

        with storage.begin(EVERYTHING) as work:
            work.charges.add(kept)

        with storage.look(EVERYTHING) as work:
            found = work.charges.under("period:x")
        assert list(found) == kept
        assert [len(charge.rating.shares[0].parts) for charge in found] == [1, 1]
