"""``askpro refund``: give back what a charge took."""

import attrs

from askpro.domain.errors import Refused


@attrs.define
class SeveralCharges(Refused):
    """This source has several charges; name one by its id to refund a part."""

    source_key: str


def refund(charge: str, *, reference: str, reason: str, amount: str | None = None) -> None:
    """Refund a charge along its whole chain; the same reference twice refunds it once.

    Parameters
    ----------
    charge
        The charge's id, or the source key of its call such as call:abc.
    reference
        The refund's own name, such as the complaint's number.
    reason
        Why; it is shown with the explanation of the charge.
    amount
        Such as 5 or 4.90, in the charge's currency; without it, all that is left.
    """
    from askpro.domain.organisations.scope import Scope
    from askpro.entrypoints.cli.house import OPERATOR, opened
    from askpro.entrypoints.cli.lookup import amount as read_amount
    from askpro.entrypoints.cli.lookup import charges

    with opened() as container:
        ids = charges(container, charge)
        if amount is not None and len(ids) > 1:
            raise SeveralCharges(charge)
        for id in ids:
            with container.storage().look(Scope.everything()) as work:
                currency = work.charges.get(id).rating.paid.currency
            made = container.refund_charge()(
                id,
                reference=reference,
                reason=reason,
                amount=None if amount is None else read_amount(amount, currency),
                by=OPERATOR,
            )
            print(f"{made.amount} of charge {id} refunded, transaction {made.transaction_id}.")
