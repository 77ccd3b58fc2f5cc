"""Tell a price in words, and how a usage came to its amount by it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from fractions import Fraction

import attrs

from askpro.domain.billing.explain_terms import Label, Term, terms_of_total, terms_of_usage
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
    StagedPerSecond,
    Tier,
    TimeBand,
    TimedPerSecond,
    TimedPerUnit,
    Volume,
)
from askpro.domain.billing.price.timed import EVERY_DAY
from askpro.domain.billing.speech import Speech
from askpro.domain.billing.used import Used
from askpro.domain.money import Currency, Money, Price, half_up

ByPeriod = Graduated | Volume | Package | GraduatedPercentage


@attrs.frozen
class PriceTeller:
    """Puts the price models of one meter into the words of one language."""

    speech: Speech

    def price(self, model: AnyModel) -> str:
        """What is charged, as it stands in a price list."""
        say = self.speech.say
        if isinstance(model, Allowance):
            free = self.speech.quantity(model.free)
            return say("allowance", free=free, price=self.price(model.inner))
        if isinstance(model, Bounded):
            return self.price(model.inner) + "".join(self._bounds(model))
        if isinstance(model, ByPeriod):
            return self._by_period(model)
        if isinstance(model, PerSecond | StagedPerSecond | TimedPerSecond):
            return self._talk(model)
        return self._plain(model)

    def sums(self, model: AnyModel, quantity: int, at: datetime, before: Used) -> str:
        """The sentences from the measured quantity to the amount."""
        return " ".join(self._sums(model, quantity, at, before))

    def _sums(self, model: AnyModel, quantity: int, at: datetime, before: Used) -> Iterator[str]:
        if isinstance(model, Bounded):
            yield from self._sums(model.inner, quantity, at, before)
            amount = model.amount(quantity, at, before)
            if model.maximum is not None and amount != model.inner.amount(quantity, at, before):
                yield self.speech.say(
                    "capped",
                    most=self.speech.money(model.maximum),
                    had=self.speech.money(Money(before.cents, model.currency)),
                    amount=self.speech.money(amount),
                )
        elif isinstance(model, Allowance):
            free, over = map(self.speech.quantity, model.split(quantity, before))
            yield self.speech.say(
                "split", free=free, over=over, whole=self.speech.quantity(model.free)
            )
            beyond, began, after = model.beyond(quantity, at, before)
            if beyond:
                assert began is not None
                yield from self._sums(model.inner, beyond, began, after)
        elif isinstance(model, ByPeriod):
            yield from self._rise(model, quantity, before)
        else:
            terms = terms_of_usage(model, quantity, at)
            yield self._sum(terms, model.amount(quantity, at, before))

    def _rise(self, model: ByPeriod, quantity: int, before: Used) -> Iterator[str]:
        """What the period came to before and comes to now; charged is the difference."""
        now = before.quantity + quantity
        for word, total in (("period_before", before.quantity), ("period_now", now)):
            told = self._sum(terms_of_total(model, total), model.due(total))
            yield self.speech.say(word, total=self._of(model, total), sum=told)
        yield self.speech.say(
            "rise",
            now=self.speech.money(model.due(now)),
            before=self.speech.money(model.due(before.quantity)),
            amount=self.speech.money(model.amount(quantity, None, before)),
        )

    def _sum(self, terms: Sequence[Term], amount: Money) -> str:
        """The addition, its exact result, and what rounding did to it."""
        exact = sum((term.exact for term in terms), Fraction(0))
        shown = Price(half_up(exact.numerator, exact.denominator), amount.currency)
        cents = amount.cents * amount.currency.millionths_per_cent
        return self.speech.say(
            "exact" if exact == cents else "rounded",
            factors=" + ".join(map(self._term, terms)) or "0",
            equals="=" if exact == shown.millionths else "≈",
            exact=self.speech.price(shown),
            amount=self.speech.money(amount),
        )

    def _term(self, term: Term) -> str:
        if term.of is not None:
            rate = self.speech.percent(term.price.millionths)
            factors = f"{self.speech.money(term.of)} × {rate} %"
        else:
            factors = self.speech.price(term.price)
            if term.count is not None:
                factors = f"{term.count} × {factors}"
            if term.per != 1:
                factors += f" ÷ {term.per}"
        label = self._label(term.label)
        return f"{label}: {factors}" if label else factors

    def _label(self, label: Label) -> str:
        if label is None:
            return ""
        return self._band(label) if isinstance(label, TimeBand) else self._step(label)

    def _step(self, number: int) -> str:
        return self.speech.say("tier", number=number)

    def _band(self, band: TimeBand) -> str:
        hours = f"{band.start:%H:%M}-{band.end:%H:%M}"
        if set(band.weekdays) == set(EVERY_DAY):
            return hours
        names = self.speech.words["weekdays"].split()
        return " ".join(names[day] for day in sorted(set(band.weekdays))) + f" {hours}"

    def _plain(self, model: PerUnit | Flat | Percentage | TimedPerUnit) -> str:
        say, price = self.speech.say, self.speech.price
        if isinstance(model, Flat):
            return say("flat", price=price(model.price))
        if isinstance(model, Percentage):
            rate = say("percent", rate=self.speech.percent(model.rate_millionths))
            return rate + self._plus(model.fixed)
        if isinstance(model, PerUnit):
            return self._each(model.price, model.per)
        return self._each(model.price) + self._bands(model)

    def _each(self, price: Price, per: int = 1) -> str:
        unit = self.speech.unit() if per == 1 else self.speech.quantity(per)
        return self.speech.say("per_unit", price=self.speech.price(price), unit=unit)

    def _talk(self, model: PerSecond | StagedPerSecond | TimedPerSecond) -> str:
        return self._minutes(model) + self._steps(model) + self._connect(model.connect_fee)

    def _minutes(self, model: PerSecond | StagedPerSecond | TimedPerSecond) -> str:
        say, price = self.speech.say, self.speech.price
        if not isinstance(model, StagedPerSecond):
            bands = self._bands(model) if isinstance(model, TimedPerSecond) else ""
            return say("per_minute", price=price(model.price_per_minute)) + bands + ", "
        stages = (
            say("stage", second=stage.from_second, price=price(stage.price_per_minute))
            for stage in model.stages
        )
        return "; ".join(stages) + ", "

    def _bands(self, model: TimedPerSecond | TimedPerUnit) -> str:
        return "".join(
            f"; {self._band(band)}: {self.speech.price(band.price)}" for band in model.bands
        )

    def _steps(self, model: PerSecond | StagedPerSecond | TimedPerSecond) -> str:
        steps = self.speech.say(
            "steps_of_one" if model.increment_seconds == 1 else "steps",
            seconds=model.increment_seconds,
        )
        if not model.minimum_seconds:
            return steps
        return self.speech.say("minimum", seconds=model.minimum_seconds) + steps

    def _connect(self, fee: Price | None) -> str:
        return self.speech.say("connect", price=self.speech.price(fee)) if fee else ""

    def _by_period(self, model: ByPeriod) -> str:
        say = self.speech.say
        if isinstance(model, Package):
            free = say("package_free", free=self.speech.quantity(model.free)) if model.free else ""
            size = self.speech.quantity(model.size)
            return say("package", price=self.speech.price(model.price), size=size) + free
        tiers: Sequence[Tier | RateTier] = model.tiers
        told = "; ".join(self._tier(tier, model.currency) for tier in tiers)
        return say("volume" if isinstance(model, Volume) else "graduated", tiers=told)

    def _tier(self, tier: Tier | RateTier, currency: Currency) -> str:
        say = self.speech.say
        if isinstance(tier, RateTier):
            price = say("percent", rate=self.speech.percent(tier.rate_millionths))
            border = tier.up_to and self.speech.money(Money(tier.up_to, currency))
        else:
            price = self._each(tier.price, tier.per)
            border = tier.up_to and self.speech.quantity(tier.up_to)
            if tier.begun:
                size = self.speech.quantity(tier.per)
                price = say("package", price=self.speech.price(tier.price), size=size)
        price += self._plus(tier.flat)
        return say("up_to", border=border, price=price) if border else say("beyond", price=price)

    def _plus(self, fixed: Price | None) -> str:
        return f" + {self.speech.price(fixed)}" if fixed else ""

    def _bounds(self, model: Bounded) -> Iterator[str]:
        for word, bound in (("at_least", model.minimum), ("at_most", model.maximum)):
            if bound is not None:
                yield self.speech.say(word, amount=self.speech.money(bound))

    def _of(self, model: Priced, total: int) -> str:
        """A period's total: an amount where the price is a share of one, else a quantity."""
        if isinstance(model, GraduatedPercentage):
            return self.speech.money(Money(total, model.currency))
        return self.speech.quantity(total)
