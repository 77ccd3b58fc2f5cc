"""Give money back to the wallets of a chain, in the caller's work."""

from collections.abc import Iterable

from askpro.domain.billing.wallet import Back, Paid
from askpro.domain.ids import OrganisationId
from askpro.ports.storage import Work


def give_back(work: Work, backs: Iterable[tuple[OrganisationId, Back]]) -> list[Paid]:
    """Credit the wallets in this order; what each got, as a debit below nothing.

    What a wallet owes is settled first, so that part never reaches its balance. Bonus
    goes back into lots, which are not kept yet: nothing is met from bonus so far.

    Raises:
        NoSuchWallet: One of them has none.
    """
    returned = []
    for tier, back in backs:
        assert back.bonus_cents == 0, "what was met from bonus goes back into its lots"
        settled = work.wallets.credit(tier, back.money_cents)
        returned.append(Paid(tier, settled - back.money_cents, -settled))
    return returned
