"""Bonus credit beside a wallet's money, and what live calls have reserved of both."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from askpro.domain.billing.lots import Lot
from askpro.domain.billing.wallet import Reservation
from askpro.domain.ids import OrganisationId


class Bonus(Protocol):
    """Lots of the scope. Wallets spend them; here they are granted, shown and ended."""

    @abstractmethod
    def grant(self, lot: Lot) -> None:
        """Add an unspent lot to its owner's wallet.

        Raises:
            AlreadyThere: The id is known.
            NoSuchWallet: The owner has none here.
        """

    @abstractmethod
    def of(self, organisation_id: OrganisationId) -> Sequence[Lot]:
        """All lots an organisation was ever granted, in the order they are spent."""

    @abstractmethod
    def overdue(self, now: datetime, most: int = 100) -> Sequence[OrganisationId]:
        """Who has lots that ``end`` would break something of, or end."""

    @abstractmethod
    def end(self, organisation_id: OrganisationId, now: datetime) -> Sequence[tuple[Lot, int]]:
        """End the lots whose time is over; those of which something broke, and how much.

        A lot is ended once. What a refund returns to it afterwards breaks in the next
        round; again nothing breaks. Raises ``NoSuchWallet``.
        """


class Reservations(Protocol):
    """What live calls keep, once ``Wallets.reserve`` has noted it. None is ever woken up.

    Like the wallets they reach up the chain of the scope.
    """

    @abstractmethod
    def kept(self, source_key: str) -> Sequence[Reservation]:
        """The source's open reservations, the lowest of the tree first."""

    @abstractmethod
    def extend(self, reservation: Reservation, now: datetime) -> bool:
        """Add the reservation's cents to the one that is open, and keep it longer.

        ``metered`` names what is kept in all, so that bonus limited to meters helps.

        False: it has ended, or its time is over; nothing is kept. An earlier
        ``expires_at`` than the present one changes no time.

        Raises:
            CannotPay: Less is available; it names the tier and nothing has changed.
        """

    @abstractmethod
    def overdue(self, now: datetime, most: int = 100) -> Sequence[OrganisationId]:
        """Whose wallets have open reservations whose time is over."""

    @abstractmethod
    def expire(self, organisation_id: OrganisationId, now: datetime) -> Sequence[Reservation]:
        """End those of one wallet whose time is over, and free what they kept."""
