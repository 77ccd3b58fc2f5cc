"""Take in usage that another system measured: known ones answer, new ones are charged."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

import attrs

from askpro.application.billing.charge_usages import Charged, charge_usages
from askpro.domain.billing.charge import Charge
from askpro.domain.billing.timeline import Timeline
from askpro.domain.billing.usage import AnotherUsage, Usage, refuse_untimely
from askpro.domain.errors import Refused
from askpro.domain.ids import OrganisationId
from askpro.domain.organisations.organisation import Kind, Organisation
from askpro.domain.organisations.scope import Scope
from askpro.ports.clock import Clock, NewId
from askpro.ports.storage import AlreadyThere, Storage, Work

MOST_USAGES = 1000
PIECE = 100
"""How many are charged in one work: wallets are locked until it ends, and calls wait for them."""


@attrs.define
class NotACompany(Refused):
    """Only companies use something; resellers and the platform pass it on."""

    kind: Kind


@attrs.frozen
class Reported:
    """A usage's charges, and whether this report made them."""

    charges: Sequence[Charge]
    new: bool


@attrs.frozen
class ReportUsage:
    """Charges usages once each, by their source keys, whoever else reports them at once."""

    storage: Storage
    clock: Clock
    new_id: NewId

    def __call__(self, scope: Scope, usages: Sequence[Usage]) -> Sequence[Reported]:
        """The charges of each usage, in the order given.

        Raises:
            NotUsage: One lies ahead, is too old or too much; nothing was charged.
            AnotherUsage: Under a key something else was charged or stands twice here.
            NoPrice: Nobody sells this to the company; what stands before it may be charged.
            NoSuchOrganisation, NotACompany: Not in the scope, or nobody who uses something.
        """
        assert len(usages) <= MOST_USAGES
        now = self.clock()
        refuse_untimely(usages, now)
        _refuse_contradictions(usages)
        with self.storage.look(scope) as work:
            for id in {usage.organisation_id for usage in usages}:
                _refuse_others(work.organisations.get(id))
            _known(work, usages)  # before anything is charged
        reported: dict[str, Reported] = {}
        each_once = {usage.source_key: usage for usage in usages}
        for piece in _pieces(sorted(each_once.values(), key=_age)):
            reported |= self._charge(piece, now)
        return [reported[usage.source_key] for usage in usages]

    def _charge(self, usages: Sequence[Usage], now: datetime) -> Mapping[str, Reported]:
        try:
            return self._charge_unknown(usages, now)
        except AlreadyThere:  # somebody reported one of them between our look and our entry
            return self._charge_unknown(usages, now)

    def _charge_unknown(self, usages: Sequence[Usage], now: datetime) -> Mapping[str, Reported]:
        # The whole chain pays, also the tiers above who asks.
        with self.storage.begin(Scope.everything()) as work:
            known = _known(work, usages)
            new = [usage for usage in usages if usage.source_key not in known]
            made: dict[str, list[Charge]] = {}
            for charge in charge_usages(work, _charged(work, new), now, self.new_id):
                made.setdefault(charge.source_key, []).append(charge)
        return {
            **{key: Reported(charges, new=False) for key, charges in known.items()},
            **{key: Reported(charges, new=True) for key, charges in made.items()},
        }


def _age(usage: Usage) -> tuple[datetime, str]:
    return usage.occurred_at, usage.source_key


def _pieces(usages: Sequence[Usage]) -> Iterator[Sequence[Usage]]:
    for start in range(0, len(usages), PIECE):
        yield usages[start : start + PIECE]


def _refuse_contradictions(usages: Sequence[Usage]) -> None:
    for one, other in pairwise(sorted(usages, key=lambda usage: usage.source_key)):
        if one.source_key == other.source_key and one != other:
            raise AnotherUsage(one.source_key)


def _known(work: Work, usages: Sequence[Usage]) -> Mapping[str, Sequence[Charge]]:
    """The charges of those that were charged before; raises ``AnotherUsage``."""
    known = work.charges.of_sources([usage.source_key for usage in usages])
    for usage in usages:
        charges = known.get(usage.source_key)
        if charges is not None and not usage.is_what(charges):
            raise AnotherUsage(usage.source_key)
    return known


def _charged(work: Work, usages: Sequence[Usage]) -> Sequence[Charged]:
    """Each with the chain in force when it occurred; each company's prices are read once."""
    of_company: dict[OrganisationId, list[datetime]] = {}
    for usage in usages:
        of_company.setdefault(usage.organisation_id, []).append(usage.occurred_at)
    timelines = {id: _timeline(work, id, instants) for id, instants in of_company.items()}
    return [
        Charged(usage, timelines[usage.organisation_id].at(usage.occurred_at)) for usage in usages
    ]


def _timeline(work: Work, id: OrganisationId, instants: Sequence[datetime]) -> Timeline:
    path = work.organisations.get(id).path
    return Timeline(path, *work.prices.along(path, min(instants), max(instants)))


def _refuse_others(organisation: Organisation) -> None:
    if organisation.kind is not Kind.COMPANY:
        raise NotACompany(organisation.kind)
