"""``askpro top-up``: book money that arrived outside."""


def top_up(organisation: str, amount: str, *, reference: str) -> None:
    """Put money into a wallet; the same reference twice books it once.

    Parameters
    ----------
    organisation
        Its id or exact name.
    amount
        Such as 50 or 49.90, in the wallet's currency.
    reference
        The payment's own name, such as the bank's.
    """
    from askpro.domain.organisations.scope import Scope
    from askpro.entrypoints.cli.house import OPERATOR, opened
    from askpro.entrypoints.cli.lookup import amount as read_amount
    from askpro.entrypoints.cli.lookup import organisation as find

    with opened() as container:
        owner = find(container, organisation)
        transaction = container.top_up_by_hand()(
            organisation_id=owner.id,
            amount=read_amount(amount, owner.currency),
            reference=reference,
            by=OPERATOR,
        )
        with container.storage().look(Scope.everything()) as work:
            wallet = work.wallets.get(owner.id)
    print(f"{transaction.of(owner.id)} for {owner.name}, transaction {transaction.id}.")
    print(f"Balance {wallet.balance}, available {wallet.available}.")
