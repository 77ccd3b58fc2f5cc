"""Tell what was due because a month ended: by which price, for which stretch, what was missing.

99.00 a month from the 16th on    385 of 745 hours of October    51.16
at least 100.00, 85.00 charged    15.00 missing
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.billing.charge import Charge
from askpro.domain.billing.explain_price import PriceTeller
from askpro.domain.billing.month_end import A_MOMENT, due
from askpro.domain.billing.month_part import Cause, Part
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.rating import Share
from askpro.domain.billing.speech import Speech
from askpro.domain.billing.used import NOTHING
from askpro.domain.ids import PriceRuleId
from askpro.domain.moment import local
from askpro.domain.money import Money

A_SECOND = timedelta(seconds=1)


@attrs.frozen
class MonthTeller:
    """Speaks of a charge whose shares have parts."""

    charge: Charge
    rules: Mapping[PriceRuleId, PriceRule]
    speech: Speech
    zone: ZoneInfo

    def head(self, company: str) -> str:
        """Whose month it was."""
        return self.speech.say(
            "month",
            meter=self.charge.rating.meter,
            company=company,
            start=self._when(self.charge.priced_at),
            end=self._when(self._end),
            source=self.charge.source_key,
        )

    def parts(self, share: Share) -> str:
        """Each part with its price, and what was missing to the least."""
        return " ".join((*map(self._part, share.parts), *self._least(share)))

    @property
    def _end(self) -> datetime:
        return self.charge.occurred_at + A_MOMENT

    def _part(self, part: Part) -> str:
        told = self.speech.say(
            "part",
            what=self.speech.say(f"part_{part.cause.value}", whole=self.speech.money(part.whole)),
            id=part.rule_id,
            version=part.rule_version,
            start=self._when(part.during.start),
            end=self._when(part.during.end),
            seconds=part.during.length // A_SECOND,
            all=(self._end - self.charge.priced_at) // A_SECOND,
            amount=self.speech.money(part.amount),
        )
        rule = self.rules.get(part.rule_id)
        if rule is None:
            return told
        price = PriceTeller(self.speech).price(rule.model)
        return f"{told} " + self.speech.say("part_price", price=price)

    def _least(self, share: Share) -> Iterator[str]:
        leasts = [part.amount for part in share.parts if part.cause is Cause.LEAST]
        if not leasts:
            return
        had, currency = share.before or NOTHING, share.amount.currency
        asked, missing = due(share.parts, had)
        cents = Money(had.cents, currency)
        yield self.speech.say(
            "month_had",
            had=self.speech.quantity(had.quantity),
            cents=self.speech.money(cents),
        )
        yield self.speech.say(
            "missing" if missing else "least_met",
            least=self.speech.money(Money.total(leasts, currency)),
            charged=self.speech.money(cents + asked),
            missing=self.speech.money(missing),
        )

    def _when(self, at: datetime) -> str:
        return self.speech.words["when"].format(at=local(at, self.zone))
