"""What wallets and accounts come to, by the plainest arithmetic that can be right.

Two ways to sell, one of which is drawn for each run:

    margin       company 0.42 a minute   reseller pays 0.30 a minute
    commission   company 0.42 a minute   reseller keeps 25 % of the period's sum, floored
"""

from collections import Counter
from collections.abc import Mapping

import attrs

from askpro.domain.billing.ledger import Account, Purpose
from askpro.domain.ids import ChargeId, OrganisationId, TransactionId
from askpro.testing.world import World

COMPANY_CENTS, RESELLER_CENTS, COMMISSION_PERCENT = 42, 30, 25


def half_up_of(cents: int, part: int, whole: int) -> int:
    """cents × part ÷ whole, half up, written without the core's own rounding."""
    return (2 * cents * part + whole) // (2 * whole)


@attrs.define
class ModelWallet:
    """Balance, what is owed, and the open reservations by source."""

    limit: int
    balance: int = 0
    owed: int = 0
    open: dict[str, int] = attrs.field(factory=dict)

    @property
    def available(self) -> int:
        return self.balance + self.limit - sum(self.open.values()) - self.owed

    def debit(self, cents: int, source: str = "") -> None:
        self.open.pop(source, None)
        paid = min(cents, max(self.balance + self.limit - sum(self.open.values()), 0))
        self.balance -= paid
        self.owed += cents - paid

    def credit(self, cents: int) -> None:
        settled = min(cents, self.owed)
        self.owed -= settled
        self.balance += cents - settled


@attrs.define
class ModelCharge:
    """What each tier paid for a charge, and how much of it went back."""

    id: ChargeId
    company: OrganisationId
    paid: int
    passed_on: int
    refunded: int = 0
    references: dict[str, int] = attrs.field(factory=dict)


@attrs.define
class ModelTopUp:
    """Money that came in from outside (+), or was taken back (-)."""

    id: TransactionId
    owner: OrganisationId
    cents: int
    reference: str
    is_reversed: bool = False


@attrs.define
class LedgerModel:
    """All of it; every command has its plain counterpart here."""

    world: World
    by_commission: bool
    wallets: dict[OrganisationId, ModelWallet] = attrs.field(init=False)
    elsewhere: Counter[Account] = attrs.field(factory=Counter, init=False)
    base: int = attrs.field(default=0, init=False)
    charges: list[ModelCharge] = attrs.field(factory=list, init=False)
    top_ups: list[ModelTopUp] = attrs.field(factory=list, init=False)

    @wallets.default
    def _opened(self) -> dict[OrganisationId, ModelWallet]:
        limits = {self.world.salon.id: 0, self.world.stranger.id: 300, self.world.reseller.id: 150}
        return {owner: ModelWallet(limit) for owner, limit in limits.items()}

    def accounts(self) -> Mapping[Account, int]:
        """What every account must come to; a wallet that owes has that receivable open."""
        sums = Counter(self.elsewhere)
        for owner, wallet in self.wallets.items():
            sums[Account(owner, Purpose.WALLET)] = wallet.balance
            sums[Account(owner, Purpose.RECEIVABLE)] = -wallet.owed
        return {account: cents for account, cents in sums.items() if cents}

    def receive(self, id: TransactionId, owner: OrganisationId, cents: int, name: str) -> None:
        """Money in, or (below nothing) out again."""
        wallet = self.wallets[owner]
        if cents > 0:
            wallet.credit(cents)
        else:
            wallet.debit(-cents)
        above = self.world.reseller if owner == self.world.salon.id else self.world.platform
        self.elsewhere[Account(above.id, Purpose.CLEARING)] -= cents
        self.top_ups.append(ModelTopUp(id, owner, cents, name))

    def charge(self, id: ChargeId, company: OrganisationId, seconds: int, source: str) -> None:
        paid = half_up_of(COMPANY_CENTS, seconds, 60)
        through = company == self.world.salon.id
        passed_on = half_up_of(RESELLER_CENTS, seconds, 60) if through else 0
        self.wallets[company].debit(paid, source)
        if through and not self.by_commission:
            self.wallets[self.world.reseller.id].debit(passed_on, source)
        made = ModelCharge(id, company, paid, passed_on)
        self._earn(made, paid, passed_on)
        self.charges.append(made)

    def refund(self, charge: ModelCharge, cents: int, reference: str) -> None:
        before, after = charge.refunded, charge.refunded + cents
        passed_on = half_up_of(charge.passed_on, after, charge.paid)
        passed_on -= half_up_of(charge.passed_on, before, charge.paid)
        self.wallets[charge.company].credit(cents)
        if charge.company == self.world.salon.id and not self.by_commission:
            self.wallets[self.world.reseller.id].credit(passed_on)
        self._earn(charge, -cents, -passed_on)
        charge.refunded = after
        charge.references[reference] = cents

    def _earn(self, charge: ModelCharge, paid: int, passed_on: int) -> None:
        platform = Account(self.world.platform.id, Purpose.REVENUE)
        if charge.company != self.world.salon.id:
            self.elsewhere[platform] += paid
        elif self.by_commission:
            had = self.base * COMMISSION_PERCENT // 100
            self.base += paid
            earned = self.base * COMMISSION_PERCENT // 100 - had
            self.elsewhere[Account(self.world.reseller.id, Purpose.COMMISSION)] += earned
            self.elsewhere[platform] += paid - earned
        else:
            self.elsewhere[Account(self.world.reseller.id, Purpose.REVENUE)] += paid
            self.elsewhere[platform] += passed_on
