"""An organisation's prepaid account.

    available = balance + credit limit − reserved − owed

Live calls reserve before they are answered. What a call cost beyond what was there is
*owed*: the balance never falls below the credit limit, the charge is never lost, the
next call waits, and the next top-up settles what is owed first.
"""

from datetime import datetime

import attrs
from attrs.validators import ge

from askpro.domain.errors import Missing, Refused
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Currency, Money


@attrs.define
class NoSuchWallet(Missing):
    """This organisation has no wallet here."""


@attrs.define
class CannotPay(Refused):
    """This tier's wallet does not cover what is needed."""

    organisation_id: OrganisationId
    needed: Money


@attrs.frozen
class Wallet:
    """What an organisation has paid in and not yet used."""

    organisation_id: OrganisationId
    balance: Money
    reserved_cents: int = attrs.field(default=0, validator=ge(0))
    credit_limit_cents: int = attrs.field(default=0, validator=ge(0))
    owed_cents: int = attrs.field(default=0, validator=ge(0))

    @property
    def currency(self) -> Currency:
        return self.balance.currency

    @property
    def available(self) -> Money:
        """What the next reservation may take."""
        cents = self._room - self.reserved_cents - self.owed_cents
        return Money(cents, self.currency)

    @property
    def _room(self) -> int:
        return self.balance.cents + self.credit_limit_cents


@attrs.frozen
class Reservation:
    """Money of one wallet kept for one source until it is settled or runs out."""

    source_key: str
    organisation_id: OrganisationId
    cents: int = attrs.field(validator=ge(0))
    expires_at: datetime


@attrs.frozen
class Due:
    """What a source asks of one wallet."""

    source_key: str
    organisation_id: OrganisationId
    cents: int


@attrs.frozen
class Paid:
    """How a due was met: from the balance, and beyond it."""

    organisation_id: OrganisationId
    from_balance_cents: int
    owed_cents: int = 0
