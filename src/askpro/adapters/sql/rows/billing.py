"""Prices, wallets, transactions and charges."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from askpro.adapters.sql.stored_json import dumped, loaded
from askpro.domain.billing.charge import Charge
from askpro.domain.billing.ledger import Account, Damaged, Entry, Purpose, Transaction
from askpro.domain.billing.meter import Meter
from askpro.domain.billing.price import AnyModel
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.rating import Rating, Share
from askpro.domain.billing.wallet import Wallet
from askpro.domain.ids import ChargeId, OrganisationId, PriceBookId, PriceRuleId, TransactionId
from askpro.domain.money import Currency, Money


def rule_row(rule: PriceRule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "meter": rule.meter,
        "seller_id": rule.seller_id,
        "buyer_id": rule.buyer_id,
        "valid_from": rule.valid_from,
        "valid_until": rule.valid_until,
        "version": rule.version,
        "book_id": rule.book_id,
        "model": dumped(rule.model, AnyModel),
    }


def rule_of(row: sa.Row[Any]) -> PriceRule:
    model: Any = AnyModel  # a union, which type checkers do not take for a type here
    return PriceRule(
        id=PriceRuleId(row.id),
        meter=Meter(row.meter),
        seller_id=OrganisationId(row.seller_id),
        buyer_id=None if row.buyer_id is None else OrganisationId(row.buyer_id),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        version=row.version,
        book_id=None if row.book_id is None else PriceBookId(row.book_id),
        model=loaded(row.model, model),
    )


def wallet_row(wallet: Wallet) -> dict[str, Any]:
    return {
        "organisation_id": wallet.organisation_id,
        "currency": wallet.currency.value,
        "balance_cents": wallet.balance.cents,
        "reserved_cents": wallet.reserved_cents,
        "credit_limit_cents": wallet.credit_limit_cents,
        "owed_cents": wallet.owed_cents,
        "bonus_cents": wallet.bonus_cents,
        "bound_bonus_cents": wallet.bound_bonus_cents,
    }


def wallet_of(row: sa.Row[Any]) -> Wallet:
    return Wallet(
        organisation_id=OrganisationId(row.organisation_id),
        balance=Money(row.balance_cents, Currency(row.currency)),
        reserved_cents=row.reserved_cents,
        credit_limit_cents=row.credit_limit_cents,
        owed_cents=row.owed_cents,
        bonus_cents=row.bonus_cents,
        bound_bonus_cents=row.bound_bonus_cents,
    )


def transaction_row(transaction: Transaction) -> dict[str, Any]:
    return {
        "id": transaction.id,
        "source_key": transaction.source_key,
        "occurred_at": transaction.occurred_at,
        "posted_at": transaction.posted_at,
        "text": transaction.text,
        "reverses": transaction.reverses,
    }


def entry_rows(transaction: Transaction) -> list[dict[str, Any]]:
    return [
        {
            "transaction_id": transaction.id,
            "position": position,
            "organisation_id": entry.account.organisation_id,
            "purpose": entry.account.purpose.value,
            "currency": entry.account.currency.value,
            "cents": entry.cents,
        }
        for position, entry in enumerate(transaction.entries)
    ]


def account_of(row: sa.Row[Any]) -> Account:
    return Account(
        OrganisationId(row.organisation_id), Purpose(row.purpose), Currency(row.currency)
    )


def transaction_of(row: sa.Row[Any], entries: Sequence[sa.Row[Any]]) -> Transaction:
    """The transaction of its row and the rows of its entries, in their order.

    Raises:
        Damaged: Somebody has been at the rows; no transaction of ours looks like that.
    """
    try:
        return Transaction(
            id=TransactionId(row.id),
            source_key=row.source_key,
            occurred_at=row.occurred_at,
            posted_at=row.posted_at,
            text=row.text,
            entries=tuple(_in_order(entries)),
            reverses=None if row.reverses is None else TransactionId(row.reverses),
        )
    except ValueError as error:
        raise Damaged(TransactionId(row.id), str(error)) from error


def _in_order(entries: Sequence[sa.Row[Any]]) -> Iterator[Entry]:
    for position, entry in enumerate(entries):
        if entry.position != position:
            raise ValueError(f"entry {position} is numbered {entry.position}")
        yield Entry(account_of(entry), entry.cents)


def charge_row(charge: Charge) -> dict[str, Any]:
    paid = charge.rating.paid
    return {
        "id": charge.id,
        "source_key": charge.source_key,
        "meter": charge.rating.meter,
        "organisation_id": charge.organisation_id,
        "began_at": charge.began_at,
        "occurred_at": charge.occurred_at,
        "quantity": charge.rating.quantity,
        "shares": dumped(charge.rating.shares, tuple[Share, ...]),
        "paid_cents": paid.cents,
        "currency": paid.currency.value,
        "transaction_id": charge.transaction_id,
    }


def charge_of(row: sa.Row[Any]) -> Charge:
    return Charge(
        id=ChargeId(row.id),
        source_key=row.source_key,
        organisation_id=OrganisationId(row.organisation_id),
        occurred_at=row.occurred_at,
        rating=Rating(Meter(row.meter), row.quantity, loaded(row.shares, tuple[Share, ...])),
        transaction_id=None if row.transaction_id is None else TransactionId(row.transaction_id),
        began_at=row.began_at,
    )
