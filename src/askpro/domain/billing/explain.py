"""Tell every cent of a charge: the rule, its version, its inputs, the rounding, the entries.

    112 s at 0.42 €/min     112 × 0.42 ÷ 60 = 0.784     rounded half up    0.78
    600 s at 0.40 €/min     600 × 0.40 ÷ 60 = 4         nothing to round   4.00

Whoever reads sees his own side only: a link is told where its buyer is among the names,
what a tier keeps where that tier is. A seller above the reader is "the provider".
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.billing.charge import Charge
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.explain_month import MonthTeller
from askpro.domain.billing.explain_price import PriceTeller
from askpro.domain.billing.explain_words import WORDS
from askpro.domain.billing.ledger import Transaction
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.rating import Share
from askpro.domain.billing.refunded import Refund
from askpro.domain.billing.speech import Speech
from askpro.domain.billing.used import NOTHING
from askpro.domain.ids import AgreementId, OrganisationId, PriceRuleId
from askpro.domain.moment import local
from askpro.domain.money import Money
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
    teller = _Teller(charge, evidence, Speech(WORDS[language], charge.rating.meter))
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
    speech: Speech

    def usage(self) -> str:
        rating = self.charge.rating
        if rating.shares[-1].parts:
            return self._month.head(self._name(self.charge.organisation_id))
        return self.speech.say(
            "usage",
            quantity=self.speech.quantity(rating.quantity),
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
            yield self.speech.say(
                "keeps_rest" if upper else "keeps_all",
                tier=self._name(lower.seller_id),
                collected=self.speech.money(lower.amount),
                passed=self.speech.money(passed_up),
                kept=self.speech.money(lower.amount - passed_up),
            )

    def tie_out(self) -> Iterator[str]:
        rating = self.charge.rating
        gains = rating.gains()
        if not all(tier in self.evidence.names for tier in gains):
            return
        kept = [gain for tier, gain in gains.items() if tier != self.charge.organisation_id]
        yield self.speech.say(
            "tie_out",
            company=self._name(self.charge.organisation_id),
            paid=self.speech.money(rating.paid),
            parts=" + ".join(self.speech.money(gain) for gain in kept),
        )

    def entries(self) -> Iterator[str]:
        posted = self.evidence.transaction
        if posted is None:
            yield self.speech.say("nothing_posted")
            return
        yield self.speech.say(
            "posted", id=posted.id, when=self._when(posted.posted_at), source=posted.source_key
        )
        for entry in posted.entries:
            if entry.account.organisation_id in self.evidence.names:
                amount = Money(entry.cents, entry.account.currency)
                yield self.speech.say(
                    "entry",
                    owner=self._name(entry.account.organisation_id),
                    purpose=self.speech.words[entry.account.purpose.value],
                    amount=("+" if entry.cents > 0 else "") + self.speech.money(amount),
                )

    def refunds(self) -> Iterator[str]:
        """What came back on the reader's links, refund by refund."""
        for refund in self.evidence.refunds:
            yield self.speech.say(
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
            return self.speech.say(
                "gets_back", buyer=buyer, seller=seller, amount=self.speech.money(-share.amount)
            )
        return self.speech.say(
            "gives_back", agent=buyer, earned=self.speech.money(-share.earned.amount)
        )

    def _sale(self, share: Share) -> str:
        head = self.speech.say(
            "pays",
            buyer=self._name(share.buyer_id),
            seller=self._name(share.seller_id),
            amount=self.speech.money(share.amount),
        )
        if share.parts:
            return f"{head} {self._month.parts(share)}"
        rule = self.evidence.rules.get(share.rule_id) if share.rule_id else None
        if rule is None or share.billed is None:
            return f"{head} " + self.speech.say("rule_unknown", id=share.rule_id)
        prices = PriceTeller(self.speech)
        told = self.speech.say(
            "rule",
            id=rule.id,
            version=share.rule_version,
            since=self._when(rule.valid_from),
            price=prices.price(rule.model),
        )
        if rule.book_id is not None:
            told += " " + self.speech.say("book", id=rule.book_id, version=rule.version)
        billed = self.speech.say(
            "billed",
            measured=self.speech.quantity(self.charge.rating.quantity),
            billed=self.speech.quantity(share.billed),
        )
        sums = prices.sums(
            rule.model,
            self.charge.rating.quantity,
            self.charge.priced_at,
            share.before or NOTHING,
        )
        return f"{head} {told} {billed}{self._counted(share)} {sums}"

    @property
    def _month(self) -> MonthTeller:
        return MonthTeller(self.charge, self.evidence.rules, self.speech, self.evidence.zone)

    def _edge(self, share: Share) -> str:
        """In whose name the buyer sells on, where the terms name it."""
        if share.edge is None:
            return ""
        seller, buyer = self._name(share.seller_id), self._name(share.buyer_id)
        return " " + self.speech.say(f"as_{share.edge.value}", buyer=buyer, seller=seller)

    def _counted(self, share: Share) -> str:
        """What the period already had, where the price depends on it."""
        if share.before is None:
            return ""
        cents = Money(share.before.cents, share.amount.currency)
        had = self.speech.quantity(share.before.quantity)
        return " " + self.speech.say("counted", had=had, cents=self.speech.money(cents))

    def _commission(self, share: Share) -> str:
        earned = share.earned
        assert earned is not None
        currency = share.amount.currency
        head = self.speech.say(
            "agent",
            agent=self._name(share.buyer_id),
            seller=self._name(share.seller_id),
            amount=self.speech.money(share.amount),
            earned=self.speech.money(earned.amount),
        )
        agreement = self.evidence.agreements.get(earned.agreement_id)
        if agreement is None:
            return f"{head} " + self.speech.say("agreement_unknown", id=earned.agreement_id)
        after = earned.before_cents + earned.base_cents
        return f"{head} " + self.speech.say(
            "entitlement",
            id=agreement.id,
            rates=self._rates(agreement, share),
            base=self.speech.money(Money(earned.base_cents, currency)),
            before=self.speech.money(Money(earned.before_cents, currency)),
            after=self.speech.money(Money(after, currency)),
            had=self.speech.money(Money(agreement.entitlement(earned.before_cents), currency)),
            has=self.speech.money(Money(agreement.entitlement(after), currency)),
        )

    def _rates(self, agreement: Agreement, share: Share) -> str:
        return ", ".join(
            self.speech.say(
                "band",
                rate=self.speech.percent(band.rate_millionths),
                start=self.speech.money(Money(band.from_cents, share.amount.currency)),
            )
            for band in agreement.bands
        )

    def _name(self, id: OrganisationId) -> str:
        return self.evidence.names.get(id, self.speech.words["provider"])

    def _when(self, at: datetime) -> str:
        return self.speech.words["when"].format(at=local(at, self.evidence.zone))
