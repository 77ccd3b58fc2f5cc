"""Refunds that were made: what is known of each, and how it is posted.

    charge 4.00 by margin, 1.00 refunded, nothing owed

    company     wallet     +1.00        reseller    wallet     +0.75
    reseller    revenue    -1.00        platform    revenue    -0.75

What a wallet gets back settles what it owes first, as every credit does: of 1.00 with
0.40 owed, 0.40 stay on the receivable account and 0.60 reach the wallet. Who is invoiced
has no wallet; there the whole stays on the receivable account.

A refund counts in the commission period of its charge, whatever month it is posted in.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.billing.charge import Charge, prepaid_due
from askpro.domain.billing.commission import period_of
from askpro.domain.billing.ledger import Purpose, Transaction
from askpro.domain.billing.rating import Rating
from askpro.domain.billing.wallet import Back, Paid
from askpro.domain.errors import Refused
from askpro.domain.ids import ChargeId, OrganisationId, TransactionId
from askpro.domain.money import Money


@attrs.define
class NothingToRefund(Refused):
    """A refund is a positive amount in the charge's currency."""

    amount: Money


@attrs.define
class RefundReferenceUsed(Refused):
    """This reference was used for another refund of the charge; give the new one its own."""

    reference: str


@attrs.define
class FullyRefunded(Refused):
    """All of this charge has been refunded."""

    charge_id: ChargeId


@attrs.frozen
class Refund:
    """One refund of a charge; ``rating`` holds what every link gave back, below nothing.

    ``charged_in`` is the transaction of the charge, ``transaction_id`` that of the refund.
    The reason is for people and stands in no transaction.
    """

    charge_id: ChargeId
    reference: str
    organisation_id: OrganisationId
    charged_in: TransactionId
    transaction_id: TransactionId
    refunded_at: datetime
    period: str
    rating: Rating
    reason: str

    @property
    def amount(self) -> Money:
        """What the company got back."""
        return -self.rating.paid


def refund_key(charge_id: ChargeId, reference: str) -> str:
    """The source key of a refund; under one reference there is one."""
    return f"refund:{charge_id}:{reference}"


def counted_in(charge: Charge, zone: ZoneInfo) -> str:
    """The commission period whose base the charge raised."""
    return period_of(charge.occurred_at, zone)


def paid_in(charged: Transaction) -> Mapping[OrganisationId, Paid]:
    """How the tiers met what the transaction of a charge asked of them."""
    from_ = {Purpose.WALLET: "balance", Purpose.RECEIVABLE: "owed", Purpose.BONUS: "bonus"}
    met: dict[OrganisationId, dict[str, int]] = {}
    for entry in charged.entries:
        if entry.account.purpose in from_:
            line = met.setdefault(entry.account.organisation_id, dict.fromkeys(from_.values(), 0))
            line[from_[entry.account.purpose]] -= entry.cents
    return {
        tier: Paid(tier, line["balance"], line["owed"], line["bonus"]) for tier, line in met.items()
    }


def backs(
    back: Rating, charged: Transaction, before: Iterable[Refund]
) -> Sequence[tuple[OrganisationId, Back]]:
    """How a refund comes back to each tier that paid from a wallet, the company first.

    ``before`` are the earlier refunds of the charges in that transaction: a wallet met
    them together, so together they come back.
    """
    paid = paid_in(charged)
    refunded: dict[OrganisationId, int] = {}
    for refund in before:
        for tier, cents in prepaid_due([refund.rating]).items():
            refunded[tier] = refunded.get(tier, 0) - cents
    return [
        (tier, paid[tier].back(-cents, refunded.get(tier, 0)))
        for tier, cents in prepaid_due([back]).items()
        if cents
    ]
