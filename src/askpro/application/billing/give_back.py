"""Give money and bonus back to the wallets of a chain, in the caller's work."""

from collections.abc import Iterable

from askpro.domain.billing.wallet import Back, Paid
from askpro.domain.ids import OrganisationId
from askpro.ports.storage import Work


def give_back(
    work: Work, source_key: str, backs: Iterable[tuple[OrganisationId, Back]]
) -> list[Paid]:
    """Credit the wallets in this order; what each got, as a debit below nothing.

    What a wallet owes is settled first, so that part never reaches its balance. Bonus goes
    back into the lots it came from; a lot that has ended meanwhile is ended once more by
    the duty that ends lots.

    Raises:
        NoSuchWallet: One of them has none.
    """
    returned = []
    for tier, back in backs:
        got = work.wallets.give_back(source_key, tier, back.money_cents + back.bonus_cents)
        assert (got.money_cents, got.bonus_cents) == (back.money_cents, back.bonus_cents)
        settled = got.settled_cents
        returned.append(Paid(tier, settled - got.money_cents, -settled, -got.bonus_cents))
    return returned
