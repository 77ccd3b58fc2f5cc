"""The prices and agreements a charge was made by, found again."""

from collections.abc import Iterable, Mapping

import attrs

from askpro.domain.billing.charge import Charge
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.link import Link
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.ids import AgreementId, CallId, OrganisationId, PriceRuleId
from askpro.ports.storage import Work

CALL_KEY = "call:"


@attrs.frozen
class Agreed:
    """By their ids; what a charge names and nobody has any more is not among them."""

    rules: Mapping[PriceRuleId, PriceRule]
    agreements: Mapping[AgreementId, Agreement]


def path_of(charge: Charge) -> tuple[OrganisationId, ...]:
    """From the platform to the company, as the charge itself remembers it."""
    shares = charge.rating.shares
    return (shares[0].seller_id, *(share.buyer_id for share in shares))


def agreed_behind(work: Work, charge: Charge) -> Agreed:
    """Those in force when the usage occurred, and those of the call's own chain."""
    rules, terms = work.prices.along(path_of(charge), charge.priced_at, charge.occurred_at)
    links = _links(work, charge)
    agreements = [term.agreement for term in terms] + [link.agreement for link in links]
    return Agreed(
        rules=_by_id([*rules, *(rule for link in links for rule in link.rules)]),
        agreements={agreement.id: agreement for agreement in agreements if agreement},
    )


def _links(work: Work, charge: Charge) -> tuple[Link, ...]:
    """The call's own chain: a price that ended while it lasted is found only there."""
    if not charge.source_key.startswith(CALL_KEY):
        return ()
    desk = work.calls.desk(CallId(charge.source_key.removeprefix(CALL_KEY)))
    return desk.chain.links if desk else ()


def _by_id(rules: Iterable[PriceRule]) -> Mapping[PriceRuleId, PriceRule]:
    return {rule.id: rule for rule in rules}
