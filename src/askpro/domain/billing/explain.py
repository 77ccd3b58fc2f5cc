"""Tell every cent of a charge: the rule, its version, its inputs, the rounding, the entries.

    112 s at 0.42 €/min     112 × 0.42 ÷ 60 = 0.784     rounded half up    0.78
    600 s at 0.40 €/min     600 × 0.40 ÷ 60 = 4         nothing to round   4.00

Whoever reads sees his own side only: a link is told where its buyer is among the names,
what a tier keeps where that tier is. A seller above the reader is "the provider".
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.billing.charge import Charge
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.explain_words import WORDS, Words
from askpro.domain.billing.ledger import Transaction
from askpro.domain.billing.price import SECONDS_PER_MINUTE, AnyModel, Flat, PerSecond, PerUnit
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.rating import Share
from askpro.domain.billing.refunded import Refund
from askpro.domain.ids import AgreementId, OrganisationId, PriceRuleId
from askpro.domain.moment import local
from askpro.domain.money import MILLIONTHS_PER_CENT, Money, Price, half_up
from askpro.domain.organisations.organisation import Language


@attrs.frozen
class Evidence:
    """What a charge is explained by: the reader's organisations, the rules, the posting."""

    names: Mapping[OrganisationId, str]
    rules: Mapping[PriceRuleId, PriceRule]
    agreements: Mapping[AgreementId, Agreement]
    transaction: Transaction | None
    zone: ZoneInfo
    refunds: Sequence[Refund] = ()


def explain(charge: Charge, evidence: Evidence, language: Language) -> tuple[str, ...]:
    """Sentences that lead from the measured quantity to the entries, the company first."""
    teller = _Teller(charge, evidence, WORDS[language])
    return (
        teller.usage(),
        *teller.links(),
        *teller.keeps(),
        *teller.tie_out(),
        *teller.entries(),
        *teller.refunds(),
    )


@attrs.frozen
class _Teller:
    charge: Charge
    evidence: Evidence
    words: Words

    def usage(self) -> str:
        rating = self.charge.rating
        return self._say(
            "usage",
            quantity=self._quantity(rating.quantity),
            meter=rating.meter,
            when=self._when(self.charge.occurred_at),
            company=self._name(self.charge.organisation_id),
            source=self.charge.source_key,
        )

    def links(self) -> Iterator[str]:
        for share in reversed(self.charge.rating.shares):
            if share.buyer_id in self.evidence.names:
                told = self._sale(share) if share.owes else self._commission(share)
                yield told + self._edge(share)

    def keeps(self) -> Iterator[str]:
        """What every tier above the company is left with, and how that comes about."""
        shares = self.charge.rating.shares
        for upper, lower in zip((None, *shares[:-1]), shares, strict=True):
            if lower.seller_id not in self.evidence.names:
                continue
            passed_up = upper.amount if upper else Money(0, lower.amount.currency)
            yield self._say(
                "keeps_rest" if upper else "keeps_all",
                tier=self._name(lower.seller_id),
                collected=self._money(lower.amount),
                passed=self._money(passed_up),
                kept=self._money(lower.amount - passed_up),
            )

    def tie_out(self) -> Iterator[str]:
        rating = self.charge.rating
        gains = rating.gains()
        if not all(tier in self.evidence.names for tier in gains):
            return
        kept = [gain for tier, gain in gains.items() if tier != self.charge.organisation_id]
        yield self._say(
            "tie_out",
            company=self._name(self.charge.organisation_id),
            paid=self._money(rating.paid),
            parts=" + ".join(self._money(gain) for gain in kept),
        )

    def entries(self) -> Iterator[str]:
        posted = self.evidence.transaction
        if posted is None:
            yield self._say("nothing_posted")
            return
        yield self._say(
            "posted", id=posted.id, when=self._when(posted.posted_at), source=posted.source_key
        )
        for entry in posted.entries:
            if entry.account.organisation_id in self.evidence.names:
                amount = Money(entry.cents, entry.account.currency)
                yield self._say(
                    "entry",
                    owner=self._name(entry.account.organisation_id),
                    purpose=self.words[entry.account.purpose.value],
                    amount=("+" if entry.cents > 0 else "") + self._money(amount),
                )

    def refunds(self) -> Iterator[str]:
        """What came back on the reader's links, refund by refund."""
        for refund in self.evidence.refunds:
            yield self._say(
                "refunded",
                when=self._when(refund.refunded_at),
                reference=refund.reference,
                reason=refund.reason,
                id=refund.transaction_id,
            )
            for share in reversed(refund.rating.shares):
                if share.buyer_id in self.evidence.names:
                    yield self._returned(share)

    def _returned(self, share: Share) -> str:
        seller, buyer = self._name(share.seller_id), self._name(share.buyer_id)
        if share.earned is None:
            return self._say(
                "gets_back", buyer=buyer, seller=seller, amount=self._money(-share.amount)
            )
        return self._say("gives_back", agent=buyer, earned=self._money(-share.earned.amount))

    def _sale(self, share: Share) -> str:
        head = self._say(
            "pays",
            buyer=self._name(share.buyer_id),
            seller=self._name(share.seller_id),
            amount=self._money(share.amount),
        )
        rule = self.evidence.rules.get(share.rule_id) if share.rule_id else None
        if rule is None or share.billed is None:
            return f"{head} " + self._say("rule_unknown", id=share.rule_id)
        told = self._say(
            "rule",
            id=rule.id,
            version=share.rule_version,
            since=self._when(rule.valid_from),
            price=self._model(rule.model),
        )
        billed = self._say(
            "billed",
            measured=self._quantity(self.charge.rating.quantity),
            billed=self._quantity(share.billed),
        )
        return f"{head} {told} {billed}{self._counted(share)} {self._sum(rule.model, share)}"

    def _edge(self, share: Share) -> str:
        """In whose name the buyer sells on, where the terms name it."""
        if share.edge is None:
            return ""
        seller, buyer = self._name(share.seller_id), self._name(share.buyer_id)
        return " " + self._say(f"as_{share.edge.value}", buyer=buyer, seller=seller)

    def _counted(self, share: Share) -> str:
        """What the period already had, where the price depends on it."""
        if share.before is None:
            return ""
        cents = Money(share.before.cents, share.amount.currency)
        had = self._quantity(share.before.quantity)
        return " " + self._say("counted", had=had, cents=self._money(cents))

    def _sum(self, model: AnyModel, share: Share) -> str:
        """The multiplication, its exact result, and what rounding did to it."""
        assert share.billed is not None
        price, per = _unit(model)
        exact = Fraction(price.millionths * share.billed, per)
        shown = Price(half_up(exact.numerator, exact.denominator), price.currency)
        factors = f"{share.billed} × {self._price(price)}" + (f" ÷ {per}" if per != 1 else "")
        return self._say(
            "exact" if exact == share.amount.cents * MILLIONTHS_PER_CENT else "rounded",
            factors=factors,
            equals="=" if exact == shown.millionths else "≈",
            exact=self._price(shown),
            amount=self._money(share.amount),
        )

    def _commission(self, share: Share) -> str:
        earned = share.earned
        assert earned is not None
        currency = share.amount.currency
        head = self._say(
            "agent",
            agent=self._name(share.buyer_id),
            seller=self._name(share.seller_id),
            amount=self._money(share.amount),
            earned=self._money(earned.amount),
        )
        agreement = self.evidence.agreements.get(earned.agreement_id)
        if agreement is None:
            return f"{head} " + self._say("agreement_unknown", id=earned.agreement_id)
        after = earned.before_cents + earned.base_cents
        return f"{head} " + self._say(
            "entitlement",
            id=agreement.id,
            rates=self._rates(agreement, share),
            base=self._money(Money(earned.base_cents, currency)),
            before=self._money(Money(earned.before_cents, currency)),
            after=self._money(Money(after, currency)),
            had=self._money(Money(agreement.entitlement(earned.before_cents), currency)),
            has=self._money(Money(agreement.entitlement(after), currency)),
        )

    def _rates(self, agreement: Agreement, share: Share) -> str:
        return ", ".join(
            self._say(
                "band",
                rate=self._decimal(f"{Decimal(band.rate_millionths) / 10_000:.4f}", at_least=0),
                start=self._money(Money(band.from_cents, share.amount.currency)),
            )
            for band in agreement.bands
        )

    def _model(self, model: AnyModel) -> str:
        if isinstance(model, Flat):
            return self._say("flat", price=self._price(model.price))
        if isinstance(model, PerUnit):
            unit = self.words.get(f"unit_{self.charge.rating.meter}", self.words["unit"])
            return self._say("per_unit", price=self._price(model.price), unit=unit)
        return self._say("per_minute", price=self._price(model.price_per_minute)) + self._steps(
            model
        )

    def _steps(self, model: PerSecond) -> str:
        steps = self._say(
            "steps_of_one" if model.increment_seconds == 1 else "steps",
            seconds=model.increment_seconds,
        )
        if not model.minimum_seconds:
            return steps
        return self._say("minimum", seconds=model.minimum_seconds) + steps

    def _quantity(self, quantity: int) -> str:
        meter = self.charge.rating.meter
        return self.words.get(f"count_{meter}", self.words["count"]).format(quantity=quantity)

    def _name(self, id: OrganisationId) -> str:
        return self.evidence.names.get(id, self.words["provider"])

    def _when(self, at: datetime) -> str:
        return self.words["when"].format(at=local(at, self.evidence.zone))

    def _money(self, amount: Money) -> str:
        return self._decimal(str(amount).split()[0]) + f" {amount.currency.value}"

    def _price(self, price: Price) -> str:
        return self._decimal(str(price).split()[0]) + f" {price.currency.value}"

    def _decimal(self, digits: str, at_least: int = 2) -> str:
        """Drop needless zeros beyond so many places and put the language's point."""
        whole, _, places = digits.partition(".")
        places = places.rstrip("0").ljust(at_least, "0")
        return whole + (self.words["point"] + places if places else "")

    def _say(self, word: str, **facts: object) -> str:
        return self.words[word].format(**facts)


def _unit(model: AnyModel) -> tuple[Price, int]:
    """The price, and for how many of the meter's units it is."""
    if isinstance(model, PerSecond):
        return model.price_per_minute, SECONDS_PER_MINUTE
    return model.price, 1
