"""The chains along one path over a span of time, each made once between two changes.

rules change          2026-11-01        2026-11-15
asked at              11-03  11-07      11-15  11-20
chains made           one               one
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

import attrs

from askpro.domain.billing.chain import Chain, chain_in_force
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.terms import Terms
from askpro.domain.ids import OrganisationId


@attrs.frozen
class Timeline:
    """Everything that may be in force in the span it is asked about."""

    path: tuple[OrganisationId, ...]
    rules: Sequence[PriceRule]
    terms: Sequence[Terms]
    _changes: Sequence[datetime] = attrs.field(init=False)
    _made: dict[int, Chain] = attrs.field(factory=dict, init=False)

    @_changes.default
    def _instants(self) -> Sequence[datetime]:
        dated: list[PriceRule | Terms] = [*self.rules, *self.terms]
        ends = {each.valid_until for each in dated if each.valid_until is not None}
        return sorted(ends | {each.valid_from for each in dated})

    def at(self, instant: datetime) -> Chain:
        """The chain at an instant; an instant of change belongs to what begins."""
        stretch = bisect_right(self._changes, instant)
        chain = self._made.get(stretch)
        if chain is None:
            chain = chain_in_force(self.path, self.rules, self.terms, instant)
            self._made[stretch] = chain
        return chain
