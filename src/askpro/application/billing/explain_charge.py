"""Tell how a charge came about, as far as the reader may see."""

from collections.abc import Iterable, Mapping

import attrs

from askpro.application.billing.charge_usages import BOOKS_ZONE
from askpro.domain.billing.charge import Charge
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.explain import Evidence, explain
from askpro.domain.billing.link import Link
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.ids import AgreementId, CallId, ChargeId, OrganisationId, PriceRuleId
from askpro.domain.organisations.actor import Actor
from askpro.domain.organisations.organisation import Language
from askpro.ports.storage import Storage, Work

CALL_KEY = "call:"


@attrs.frozen
class ExplainCharge:
    """Reads only."""

    storage: Storage

    def __call__(self, id: ChargeId, *, by: Actor, language: Language) -> tuple[str, ...]:
        """Sentences for every cent; tiers above the actor stay unnamed and unpriced.

        Raises:
            NoSuchCharge: Not there, or not in the actor's subtree.
        """
        with self.storage.look(by.scope) as work:
            charge = work.charges.get(id)
            path = _path(charge)
            names = {one.id: one.name for one in work.organisations.along(path)}
            links = _links(work, charge)
            rules, terms = work.prices.along(path, charge.occurred_at)
            agreements = [term.agreement for term in terms] + [link.agreement for link in links]
            evidence = Evidence(
                names=names,
                rules=_by_id([*rules, *(rule for link in links for rule in link.rules)]),
                agreements=_agreed(agreements),
                transaction=work.ledger.get(charge.transaction_id)
                if charge.transaction_id
                else None,
                zone=BOOKS_ZONE,
            )
        return explain(charge, evidence, language)


def _path(charge: Charge) -> tuple[OrganisationId, ...]:
    """From the platform to the company, as the charge itself remembers it."""
    shares = charge.rating.shares
    return (shares[0].seller_id, *(share.buyer_id for share in shares))


def _links(work: Work, charge: Charge) -> Iterable[Link]:
    """The call's own chain: a price that ended while it lasted is found only there."""
    if not charge.source_key.startswith(CALL_KEY):
        return ()
    desk = work.calls.desk(CallId(charge.source_key.removeprefix(CALL_KEY)))
    return desk.chain.links if desk else ()


def _by_id(rules: Iterable[PriceRule]) -> Mapping[PriceRuleId, PriceRule]:
    return {rule.id: rule for rule in rules}


def _agreed(agreements: Iterable[Agreement | None]) -> Mapping[AgreementId, Agreement]:
    return {agreement.id: agreement for agreement in agreements if agreement}
