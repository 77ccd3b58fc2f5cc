"""The posting that ledgers are compared by: four entries over three owners' accounts."""

import random
from datetime import UTC, datetime
from itertools import count

import attrs

from askpro.domain.billing.ledger import Account, Entry, Purpose, Transaction
from askpro.domain.ids import OrganisationId, TransactionId
from askpro.domain.organisations.scope import Scope
from askpro.entrypoints.container import Container
from benchmarks.town import Town

MOST_CENTS = 400


@attrs.frozen
class Four:
    """A company pays its reseller so many cents, who pays the platform some of them."""

    company: OrganisationId
    reseller: OrganisationId
    platform: OrganisationId
    paid: int
    passed_on: int

    @classmethod
    def of_any(cls, town: Town) -> "Four":
        """Some cents of some company; the reseller keeps a quarter."""
        company = random.choice(town.companies)
        paid = random.randint(10, MOST_CENTS)
        return cls(company.id, company.path[-2], company.path[0], paid, paid * 3 // 4)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return (
            Entry(Account(self.company, Purpose.WALLET), -self.paid),
            Entry(Account(self.reseller, Purpose.REVENUE), self.paid),
            Entry(Account(self.reseller, Purpose.WALLET), -self.passed_on),
            Entry(Account(self.platform, Purpose.REVENUE), self.passed_on),
        )


@attrs.frozen
class Purse:
    """Posts to askpro's ledger, without asking a wallet."""

    container: Container
    _numbers: "count[int]" = attrs.field(factory=count, init=False)

    def post(self, four: Four) -> None:
        """One transaction in one work."""
        now = datetime.now(UTC)
        number = next(self._numbers)
        transaction = Transaction(
            TransactionId(self.container.new_id()()),
            f"posting:{number}",
            now,
            now,
            f"Posting {number}",
            four.entries,
        )
        with self.container.storage().begin(Scope.everything()) as work:
            posted = work.ledger.post(transaction)
            assert posted.new
