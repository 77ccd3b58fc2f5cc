"""Warning an organisation that its funds run low: once per threshold and local day.

Thresholds 20.00 and 5.00, Berlin:

    Monday 09:00   25.00 → 18.00    warn of 20.00
    Monday 11:00   18.00 → 12.00    -
    Monday 12:00   top-up, 40.00    -
    Monday 15:00   21.00 →  4.00    warn of 5.00 (20.00 was warned of today)
    Tuesday 08:00   4.00 →  3.00    warn of 5.00 and 20.00: one message, about 5.00
    Tuesday 09:00   top-up to 4.50  - (money coming in warns of nothing)
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.billing.wallet import Wallet
from askpro.domain.ids import OrganisationId
from askpro.domain.moment import local
from askpro.domain.money import Money

USUAL_THRESHOLDS = (500, 2000)
"""In cents; what an organisation is warned of that has set nothing."""


@attrs.frozen
class LowBalance:
    """A warning, and at once the key under which it is noted as given."""

    organisation_id: OrganisationId
    threshold_cents: int
    day: date


def warnings_due(
    before: Wallet,
    after: Wallet,
    *,
    thresholds: Iterable[int],
    warned: Collection[LowBalance],
    now: datetime,
    zone: ZoneInfo,
) -> tuple[LowBalance, ...]:
    """The warnings a movement of the wallet gives rise to, the most urgent first.

    One message about the first is enough; all are noted as given. Thresholds are cents of
    ``Wallet.funds``; being at one is not being below it.
    """
    if after.funds >= before.funds:
        return ()
    day = local(now, zone).date()
    below = sorted({cents for cents in thresholds if after.funds < Money(cents, after.currency)})
    low = (LowBalance(after.organisation_id, cents, day) for cents in below)
    return tuple(warning for warning in low if warning not in warned)
