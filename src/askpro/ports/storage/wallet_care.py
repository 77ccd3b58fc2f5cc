"""Looking after wallets: who is warned of what, and who is filled from a stored card."""

from abc import abstractmethod
from collections.abc import Collection, Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

import attrs

from askpro.domain.billing.auto_top_up import Attempt, AutoTopUp, Outcome
from askpro.domain.billing.low_balance import LowBalance
from askpro.domain.billing.wallet import Wallet
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Money


@attrs.frozen
class Watched:
    """A wallet, its thresholds in cents, and the funds it had at the last look."""

    wallet: Wallet
    thresholds: tuple[int, ...]
    seen: Money


class LowBalances(Protocol):
    """Thresholds, and the warnings given for them, of the scope's wallets."""

    @abstractmethod
    def thresholds(self, organisation_id: OrganisationId) -> tuple[int, ...]:
        """In cents, the lowest first; the usual ones where none were set."""

    @abstractmethod
    def set_thresholds(self, organisation_id: OrganisationId, cents: Collection[int]) -> None:
        """None at all warns of nothing. Raises ``NoSuchWallet``."""

    @abstractmethod
    def moved(self, after: OrganisationId | None = None, most: int = 200) -> Sequence[Watched]:
        """Wallets whose funds are not what they were at the last look, by organisation."""

    @abstractmethod
    def note_seen(self, wallet: Wallet) -> None:
        """These were the funds at this look."""

    @abstractmethod
    def warned(self, organisation_id: OrganisationId, day: date) -> Collection[LowBalance]:
        """What was warned of on a day."""

    @abstractmethod
    def note_warned(self, warning: LowBalance) -> bool:
        """Note a warning as given; False: it had been given."""


@attrs.frozen
class Tried:
    """A stored attempt to fill a wallet; its id is the payment's idempotency key."""

    id: UUID
    organisation_id: OrganisationId
    attempt: Attempt


class AutoTopUps(Protocol):
    """Rules for filling wallets, and the attempts that were made, of the scope's wallets."""

    @abstractmethod
    def rule(self, organisation_id: OrganisationId) -> AutoTopUp | None:
        """What was agreed to, if anything."""

    @abstractmethod
    def put(self, organisation_id: OrganisationId, rule: AutoTopUp) -> None:
        """Replace the rule. Raises ``NoSuchWallet``."""

    @abstractmethod
    def waiting(self, most: int = 100) -> Sequence[OrganisationId]:
        """Who is below the threshold of a rule that is switched on, or has an attempt pending."""

    @abstractmethod
    def attempts(self, organisation_id: OrganisationId, most: int = 100) -> Sequence[Tried]:
        """The latest attempts, the newest first."""

    @abstractmethod
    def begin(self, tried: Tried) -> bool:
        """Note a pending attempt; False: another is in flight."""

    @abstractmethod
    def finish(self, id: UUID, outcome: Outcome) -> bool:
        """End a pending attempt, which is kept from others; False: it had ended."""
