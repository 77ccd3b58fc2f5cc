"""Sealing the ledger: each transaction's fingerprint covers the one sealed before it.

Who changes, swaps, inserts or deletes a sealed transaction changes every digest after it.
Deleting the newest ones leaves an intact shorter chain, so the head (last sequence and
digest) is kept elsewhere as well and handed to ``verify``.

**Bytes.** A field is its length (8 bytes, big end first) and its bytes; nothing is
separated by a character, so no two transactions share their bytes. In this order:

    format    askpro-ledger-1               source key  UTF-8
    id        the UUID's 16 bytes           text        UTF-8
    reverses  16 bytes, or none             occurred_at, posted_at  microseconds since 1970, UTC
    number of entries, then for each: organisation's 16 bytes, purpose, currency, cents

Numbers are decimal ASCII. Digest = SHA-256 of the fields: sequence, previous digest,
bytes; before the first stand 32 zero bytes. Only pseudonymous keys are in it, so erasing
a person changes no digest.

**Order.** Posting must not wait for a shared row, so sealing is a job that follows. It
takes what has no seal yet in (posted_at, id) order and appends. A transaction that is
committed late, with a ``posted_at`` before others that are sealed, is sealed when it is
seen: the sequence says in which order seals were made, not in which order time went.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from enum import Enum
from hashlib import sha256

import attrs
from attrs.validators import ge

from askpro.domain.billing.ledger import Transaction
from askpro.domain.ids import TransactionId
from askpro.domain.moment import utc

FORMAT = b"askpro-ledger-1"
NOTHING_BEFORE = bytes(32)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@attrs.frozen
class Seal:
    """The place of one transaction in the chain; the first has sequence 1."""

    sequence: int = attrs.field(validator=ge(1))
    transaction_id: TransactionId
    previous: bytes
    digest: bytes


class Break(Enum):
    """What is wrong with a sealed ledger."""

    GAP = "gap"
    OTHER_TRANSACTION = "other_transaction"
    LINK = "link"
    CHANGED = "changed"
    CUT_OFF = "cut_off"


@attrs.frozen
class Fault:
    """The first place where the chain does not hold, and why."""

    sequence: int
    kind: Break


def _field(content: bytes) -> bytes:
    return len(content).to_bytes(8, "big") + content


def _number(number: int) -> bytes:
    return str(number).encode("ascii")


def _instant(moment: datetime) -> bytes:
    return _number((utc(moment) - EPOCH) // timedelta(microseconds=1))


def canonical(transaction: Transaction) -> bytes:
    """The bytes that are sealed; equal only for equal transactions."""
    fields = [
        FORMAT,
        transaction.id.bytes,
        transaction.reverses.bytes if transaction.reverses else b"",
        transaction.source_key.encode(),
        transaction.text.encode(),
        _instant(transaction.occurred_at),
        _instant(transaction.posted_at),
        _number(len(transaction.entries)),
    ]
    for entry in transaction.entries:
        fields += (
            entry.account.organisation_id.bytes,
            entry.account.purpose.value.encode(),
            entry.account.currency.value.encode(),
            _number(entry.cents),
        )
    return b"".join(map(_field, fields))


def _digest(sequence: int, previous: bytes, transaction: Transaction) -> bytes:
    parts = (_number(sequence), previous, canonical(transaction))
    return sha256(b"".join(map(_field, parts))).digest()


def _age(transaction: Transaction) -> tuple[datetime, TransactionId]:
    return transaction.posted_at, transaction.id


def seal(head: Seal | None, unsealed: Iterable[Transaction]) -> tuple[Seal, ...]:
    """The seals of transactions that have none yet, behind the head of the chain.

    The result depends on the head and the set of transactions, not on their order here.
    """
    seals: list[Seal] = []
    for transaction in sorted(unsealed, key=_age):
        sequence = head.sequence + 1 if head else 1
        previous = head.digest if head else NOTHING_BEFORE
        digest = _digest(sequence, previous, transaction)
        head = Seal(sequence, transaction.id, previous, digest)
        seals.append(head)
    return tuple(seals)


def verify(
    sealed: Iterable[tuple[Seal, Transaction]],
    *,
    after: Seal | None = None,
    head: Seal | None = None,
) -> Fault | None:
    """The first fault, or None where the chain holds. Reads once, keeps nothing.

    Args:
        sealed: Seals with their transactions, by sequence.
        after: A seal known to be right, to go on from; None: from the beginning.
        head: What the last one has to be, where that is known.
    """
    last = after
    for given, transaction in sealed:
        kind = _break(last, given, transaction)
        if kind is not None:
            return Fault(given.sequence, kind)
        last = given
    if head is not None and last != head:
        return Fault(last.sequence + 1 if last else 1, Break.CUT_OFF)
    return None


def _break(last: Seal | None, given: Seal, transaction: Transaction) -> Break | None:
    if given.sequence != (last.sequence + 1 if last else 1):
        return Break.GAP
    if given.transaction_id != transaction.id:
        return Break.OTHER_TRANSACTION
    if given.previous != (last.digest if last else NOTHING_BEFORE):
        return Break.LINK
    if given.digest != _digest(given.sequence, given.previous, transaction):
        return Break.CHANGED
    return None
