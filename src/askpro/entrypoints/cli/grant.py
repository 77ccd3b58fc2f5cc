"""``askpro grant``: give bonus credit in the platform's name."""

from datetime import datetime


def grant(
    organisation: str, amount: str, *, reference: str, expires: datetime | None = None
) -> None:
    """Give bonus credit, spent before money; the same reference twice gives it once.

    Parameters
    ----------
    organisation
        Its id or exact name.
    amount
        Such as 20 or 49.90, in the wallet's currency.
    reference
        What names this gift, such as Welcome-2026.
    expires
        The day, in German time, from which on what is left is gone; without it never.
    """
    from zoneinfo import ZoneInfo

    from askpro.domain.organisations.scope import Scope
    from askpro.entrypoints.cli.house import OPERATOR, opened
    from askpro.entrypoints.cli.lookup import amount as read_amount
    from askpro.entrypoints.cli.lookup import organisation as find

    if expires is not None and expires.tzinfo is None:
        expires = expires.replace(tzinfo=ZoneInfo("Europe/Berlin"))
    with opened() as container:
        owner = find(container, organisation)
        credit = read_amount(amount, owner.currency)
        lot = container.grant_bonus()(
            organisation_id=owner.id,
            amount=credit,
            reference=reference,
            by=OPERATOR,
            expires_at=expires,
        )
        with container.storage().look(Scope.everything()) as work:
            wallet = work.wallets.get(owner.id)
    until = "for ever" if lot.expires_at is None else f"until {lot.expires_at.isoformat()}"
    print(f"{credit} bonus for {owner.name}, {until}, lot {lot.id}.")
    print(f"Balance {wallet.balance}, available {wallet.available}.")
