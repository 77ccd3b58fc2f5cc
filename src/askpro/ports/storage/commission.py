"""What resellers earn: their agreements, what counts towards them, and what was settled."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

import attrs

from askpro.domain.billing.commission_account import (
    Agreed,
    BonusBooked,
    Conditions,
    Payout,
    Tally,
)
from askpro.domain.billing.commission_item import Counted
from askpro.domain.ids import AgreementId, OrganisationId


@attrs.frozen
class Place:
    """Where in a period's list one stands: by agreement, then time of usage, then id."""

    agreement_id: AgreementId
    occurred_at: datetime
    id: UUID


class Commissions(Protocol):
    """Agreements of the scope's resellers, and the sums of what counts towards them."""

    @abstractmethod
    def agree(self, reseller_id: OrganisationId, conditions: Conditions) -> None:
        """Keep what was agreed beside the rates. Raises ``AlreadyThere``."""

    @abstractmethod
    def agreed(self, reseller_id: OrganisationId) -> Mapping[AgreementId, Agreed]:
        """Every agreement a reseller ever had, with its conditions or the usual ones."""

    @abstractmethod
    def tallies(
        self, reseller_id: OrganisationId, matured_until: Mapping[AgreementId, datetime]
    ) -> Sequence[Tally]:
        """Sums by agreement, payer and period, in this order.

        Usage up to and at the agreement's instant has matured; of an agreement that is not
        named nothing has.
        """

    @abstractmethod
    def earners(
        self, after: OrganisationId | None = None, most: int = 100
    ) -> Sequence[OrganisationId]:
        """Resellers who ever earned commission, by id, from behind one on."""

    @abstractmethod
    def customers(self, reseller_id: OrganisationId) -> Mapping[OrganisationId, datetime]:
        """The companies behind a reseller's commission, each since its first paid usage."""


class CommissionItems(Protocol):
    """What counts towards the agreements of the scope's resellers, line by line.

    Charges are noted when they are stored, without being asked.
    """

    @abstractmethod
    def note(self, items: Sequence[Counted]) -> None:
        """What counts besides charges. Raises ``AlreadyThere``."""

    @abstractmethod
    def of(
        self, reseller_id: OrganisationId, period: str, after: Place | None = None, most: int = 100
    ) -> Sequence[Counted]:
        """The lines of a period in the order of their places, from behind one on."""

    @abstractmethod
    def base_until(self, reseller_id: OrganisationId, period: str, place: Place) -> int:
        """The base of the place's agreement in the period up to and at the place, in cents."""


class Settlements(Protocol):
    """Bonuses booked and payouts decided for the scope's resellers."""

    @abstractmethod
    def bonuses(self, reseller_id: OrganisationId) -> Sequence[BonusBooked]:
        """By agreement, place and period."""

    @abstractmethod
    def keep_bonus(self, reseller_id: OrganisationId, bonus: BonusBooked) -> None:
        """Keep what has been booked; it takes the place of what was known before."""

    @abstractmethod
    def payouts(self, reseller_id: OrganisationId) -> Sequence[Payout]:
        """The oldest first."""

    @abstractmethod
    def add_payout(self, payout: Payout) -> None:
        """Raises ``AlreadyThere`` where this number of this payer was decided before."""
