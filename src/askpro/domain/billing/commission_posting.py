"""The transactions of commission that is not posted with its charge.

bonus of 20.00                 reseller   commission  +20.00     payer   revenue  -20.00
less base for a payment fee    reseller   commission   -0.38     payer   revenue   +0.38
"""

from datetime import datetime

from askpro.domain.billing.ledger import Account, Entry, Purpose, Transaction
from askpro.domain.ids import OrganisationId, TransactionId
from askpro.domain.money import Money


def post_commission(
    amount: Money,
    source_key: str,
    *,
    reseller_id: OrganisationId,
    payer_id: OrganisationId,
    id: TransactionId,
    occurred_at: datetime,
    now: datetime,
    text: str,
) -> Transaction:
    """What the entitlement rose by (fell by, below nothing), at the payer's expense."""
    assert amount.cents
    entries = (
        Entry(Account(reseller_id, Purpose.COMMISSION, amount.currency), amount.cents),
        Entry(Account(payer_id, Purpose.REVENUE, amount.currency), -amount.cents),
    )
    return Transaction(id, source_key, occurred_at, now, text, entries)
