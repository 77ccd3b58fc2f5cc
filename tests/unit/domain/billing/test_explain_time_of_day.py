"""A call through the evening is told by the prices it was charged by."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.billing.chain import Chain
from askpro.domain.billing.charge import Charge
from askpro.domain.billing.explain import Evidence, explain
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.price import TimeBand, TimedPerSecond
from askpro.domain.ids import ChargeId
from askpro.domain.money import Price
from askpro.domain.organisations.organisation import Language
from tests.unit.domain.billing.test_explain import COMPANY, NAMES, PLATFORM, sells

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = TimeBand(Price.parse("0.20"), time(22), time(6))
ENDED = datetime(2026, 11, 21, 21, 10, tzinfo=UTC)  # ten past ten in the evening
CHAIN = Chain((sells(PLATFORM, COMPANY, TimedPerSecond(Price.parse("0.40"), BERLIN, (NIGHT,))),))


def test_a_call_is_told_from_its_beginning() -> None:
    began = ENDED - timedelta(minutes=20)
    rating = CHAIN.rate(CALL_SECOND, 1200, at=began)
    charge = Charge(ChargeId(UUID(int=5)), "call:c", COMPANY, ENDED, rating, None, began)
    rules = {rule.id: rule for rule in CHAIN.links[0].rules}
    evidence = Evidence(NAMES, rules, {}, None, BERLIN)

    told = "\n".join(explain(charge, evidence, Language.GERMAN))
    of_its_end = attrs.evolve(charge, began_at=None)

    assert "600 × 0,40 EUR ÷ 60 + 22:00-06:00: 600 × 0,20 EUR ÷ 60 = 6,00 EUR" in told
    assert "Haarmonie zahlt an askpro 6,00 EUR." in told
    assert "0,40 EUR ÷ 60" not in "\n".join(explain(of_its_end, evidence, Language.GERMAN))
