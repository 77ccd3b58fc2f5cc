"""Charges what the companies of a town use: ended calls one by one, or many usages at once."""

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

import attrs

from askpro.application.billing.charge_call import charge_call
from askpro.application.billing.charge_usages import Charged, charge_usages
from askpro.domain.billing.chain import Chain
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.usage import Usage
from askpro.domain.ids import CallId
from askpro.domain.organisations.organisation import Organisation
from askpro.domain.organisations.scope import Scope
from askpro.domain.telephony.call import Call, CallStatus, Envelope, first_seen
from askpro.entrypoints.container import Container
from benchmarks.town import Town

BATCH = 100
"""How many usages one work charges, as those do that are reported over the API."""


@attrs.frozen
class Till:
    """``of_reseller`` has the companies of each reseller, in turn the clients'."""

    container: Container
    chains: Mapping[Organisation, Chain]
    companies: Sequence[Organisation]
    of_reseller: Sequence[Sequence[Organisation]]
    _numbers: "count[int]" = attrs.field(factory=count, init=False)

    @classmethod
    def of(cls, container: Container, town: Town) -> "Till":
        """With every chain at hand, as the desk has it when a call ends."""
        chains = {company: town.chain_of(company) for company in town.companies}
        below: dict[object, list[Organisation]] = {}
        for company in town.companies:
            below.setdefault(company.parent_id, []).append(company)
        return cls(container, chains, town.companies, tuple(below.values()))

    def charge_any(self, _: int) -> None:
        """An ended call of any of the companies."""
        self.charge(random.choice(self.companies))

    def charge_one(self, _: int) -> None:
        """An ended call of always the same company."""
        self.charge(self.companies[0])

    def charge_many_of_any(self, _: int) -> None:
        """A batch of usages of any of the companies."""
        self.charge_many(random.choices(self.companies, k=BATCH))

    def charge_many_of_own(self, client: int) -> None:
        """A batch of usages of one reseller's companies; each client has a reseller of its own."""
        self.charge_many(random.choices(self.of_reseller[client], k=BATCH))

    def charge(self, company: Organisation, chain: Chain | None = None) -> None:
        """One ended call."""
        now = datetime.now(UTC)
        call = self._ended_call(company, now)
        with self.container.storage().begin(Scope.everything()) as work:
            new_id = self.container.new_id()
            charge_call(work, call, chain or self.chains[company], now, new_id)

    def charge_many(self, companies: Sequence[Organisation], chain: Chain | None = None) -> None:
        """One usage of each in one work; one that is named twice uses twice."""
        now = datetime.now(UTC)
        usages = [
            Charged(self.usage_of(company, now), chain or self.chains[company])
            for company in companies
        ]
        with self.container.storage().begin(Scope.everything()) as work:
            charge_usages(work, usages, now, self.container.new_id())

    def report_any(self, _: int) -> None:
        """One usage as the API takes it, which looks up the company, its chain and prices."""
        usage = self.usage_of(random.choice(self.companies), datetime.now(UTC))
        self.container.report_usage()(Scope.everything(), [usage])

    def usage_of(self, company: Organisation, now: datetime) -> Usage:
        """Some seconds, under a key of their own."""
        key = f"bench:{next(self._numbers)}"
        seconds = ((CALL_SECOND, random.randint(20, 600)),)
        return Usage(key, company.id, now, seconds, text=f"Usage {key}")

    def _ended_call(self, company: Organisation, now: datetime) -> Call:
        envelope = Envelope(CallId(f"bench-{next(self._numbers)}"), "+4930123456", None)
        met = first_seen(envelope, now - timedelta(minutes=5), company.id, None)
        return attrs.evolve(
            met, status=CallStatus.ENDED, ended_at=now, length_seconds=random.randint(20, 600)
        )
