"""Stands where a key is missing, and says so."""

from typing import NoReturn

import attrs

from askpro.domain.billing.top_up import TopUp
from askpro.domain.errors import NotConfigured
from askpro.ports.payments import PaymentProvider


@attrs.frozen
class NotConfiguredPayments(PaymentProvider):
    """Refuses every payment and names the setting that is missing."""

    setting: str

    def collect(self, top_up: TopUp) -> NoReturn:
        raise NotConfigured(self.setting)

    def look_up(self, reference: str) -> NoReturn:
        raise NotConfigured(self.setting)
