"""What comes after the posting: refunds, seals, closed months, and reading all of it."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from askpro.domain.billing.charge import Charge
from askpro.domain.billing.closed import ClosedPeriod
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.ledger import Transaction
from askpro.domain.billing.refunded import Refund
from askpro.domain.billing.seal import Seal
from askpro.domain.billing.wallet import Wallet
from askpro.domain.ids import AgreementId, ChargeId, TransactionId


class Refunds(Protocol):
    """The refunds of the scope's companies. Nothing of them is changed."""

    @abstractmethod
    def add(self, refund: Refund) -> None:
        """Raises ``AlreadyThere`` where the charge was refunded under this reference."""

    @abstractmethod
    def of_charge(self, charge_id: ChargeId) -> Sequence[Refund]:
        """The refunds of one charge, the oldest first."""

    @abstractmethod
    def of_transaction(self, charged_in: TransactionId) -> Sequence[Refund]:
        """The refunds of all charges of a transaction, the oldest first.

        Who asks has the transaction to himself until the work ends: the next who asks
        waits, and sees what was added. For works that may write.
        """


class Seals(Protocol):
    """The chain over all transactions. It belongs to nobody: only the whole tree sees it."""

    @abstractmethod
    def head(self) -> Seal | None:
        """The last seal."""

    @abstractmethod
    def unsealed(self, limit: int, since: datetime | None = None) -> Sequence[Transaction]:
        """So many that have no seal, by (posted_at, id); those posted at ``since`` or later."""

    @abstractmethod
    def append(self, seals: Sequence[Seal]) -> bool:
        """Add them behind the head, all or none; False where another was faster.

        The seals were made from a head read before the transactions. Raises
        ``NoSuchOrganisation`` where the scope is not the whole tree.
        """

    @abstractmethod
    def sealed(self, after: int, limit: int) -> Sequence[tuple[Seal, Transaction]]:
        """So many with their transactions, behind this sequence.

        Raises ``Damaged`` at a transaction that is none any more.
        """


class Closings(Protocol):
    """The closed months; everybody may know them, only the whole tree closes one."""

    @abstractmethod
    def all(self) -> Sequence[ClosedPeriod]:
        """The closed months, the oldest first."""

    @abstractmethod
    def add(self, closed: ClosedPeriod) -> bool:
        """Close a month; False where it is closed already.

        Raises ``NoSuchOrganisation`` where the scope is not the whole tree.
        """


class Books(Protocol):
    """Everything of the scope in one go, for checks and reports; read piece by piece."""

    @abstractmethod
    def charges(self) -> Iterator[Charge]:
        """Every charge, in no order that means anything."""

    @abstractmethod
    def refunds(self) -> Iterator[Refund]:
        """Every refund, in no order that means anything."""

    @abstractmethod
    def wallets(self) -> Iterator[Wallet]:
        """Every wallet, in no order that means anything."""

    @abstractmethod
    def agreements(self) -> Mapping[AgreementId, Agreement]:
        """Every agreement that was ever part of terms."""

    @abstractmethod
    def bases(self) -> Mapping[tuple[AgreementId, str], int]:
        """What each agreement's period comes to, in cents; agreements have no owner, so
        only the whole tree sees them."""
