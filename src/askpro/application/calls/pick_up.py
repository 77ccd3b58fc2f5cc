"""Pick a call up: whose is it, what may be done on it, can its chain pay."""

from collections.abc import Iterable
from datetime import datetime

import attrs

from askpro.application.notices.alert import alert
from askpro.domain.billing.chain import Chain, SellsBelowCost, chain_in_force
from askpro.domain.billing.charge import metered_for, prepaid_due
from askpro.domain.billing.markup import MarkupOutOfBounds, PricedBelowCost
from askpro.domain.billing.meter import CALL, CALL_SECOND
from askpro.domain.billing.price_book import NoPrice
from askpro.domain.billing.wallet import CannotPay, NoSuchWallet, Reservation
from askpro.domain.organisations.branch import UnknownNumber
from askpro.domain.organisations.organisation import Organisation
from askpro.domain.organisations.scope import Scope
from askpro.domain.telephony.call import LOST_AFTER, Envelope, first_seen
from askpro.domain.telephony.desk import Desk, Mode
from askpro.ports.clock import Clock
from askpro.ports.storage import Storage, Work

RESERVED_SECONDS = 5 * 60
"""A call is answered when its chain can pay for this long."""
WHY_NOT = (
    CannotPay,
    MarkupOutOfBounds,
    NoPrice,
    NoSuchWallet,
    PricedBelowCost,
    SellsBelowCost,
)


@attrs.frozen
class PickUp:
    """Settle the desk of a call, once; every later message of the call finds it."""

    storage: Storage
    clock: Clock

    def __call__(self, envelope: Envelope) -> Desk:
        """The call's desk, whichever message came first and however often.

        Raises:
            UnknownNumber: Nobody here has the number; the call is kept under nobody and
                the operator is told.
        """
        with self.storage.look(Scope.everything()) as work:
            desk = work.calls.desk(envelope.call_id)
        return desk or self._settle(envelope)

    def _settle(self, envelope: Envelope) -> Desk:
        now = self.clock()
        with self.storage.begin(Scope.everything()) as work:
            try:
                branch = work.branches.at(envelope.ours)
            except UnknownNumber as error:
                _keep_under_nobody(work, envelope, now)
                unknown = error
            else:
                company = work.organisations.get(branch.organisation_id)
                met = work.calls.meet(first_seen(envelope, now, company.id, branch.id))
                if met.organisation_id is None:
                    # Refused before the number was connected: nobody's, so nobody pays.
                    raise UnknownNumber(envelope.ours)
                settled = work.calls.desk(envelope.call_id)
                if settled is not None:
                    return settled
                chain = chain_in_force(company.path, *work.prices.along(company.path, now), now)
                desk = Desk(
                    call_id=envelope.call_id,
                    caller=envelope.caller,
                    organisation_id=company.id,
                    company=company.name,
                    branch=branch,
                    language=company.language,
                    opened_at=envelope.started_at or now,
                    mode=_gate(work, company, chain, envelope, now),
                    chain=chain,
                    catalogue=work.catalogues.of(branch.id),
                )
                work.calls.keep_desk(desk)
                return desk
        raise unknown


def _keep_under_nobody(work: Work, envelope: Envelope, now: datetime) -> None:
    """No default company, no latest call; nobody is charged for it."""
    work.calls.meet(first_seen(envelope, now))
    alert(
        work,
        f"unknown-number:{envelope.ours}:{now:%Y-%m-%d}",
        f"A call came in for {envelope.ours}, which rings at no active branch. "
        "Connect the number to a branch, or take it off the telephone platform.",
    )


def _gate(
    work: Work, company: Organisation, chain: Chain, envelope: Envelope, now: datetime
) -> Mode:
    """Serve only what can be paid for; otherwise a message is taken."""
    source_key = f"call:{envelope.call_id}"
    meters = [(CALL_SECOND, RESERVED_SECONDS), (CALL, 1)]
    try:
        ratings = [
            chain.rate(meter, most, at=now) for meter, most in meters if _charged(chain, meter)
        ]
        for rating in ratings:
            chain.refuse_losses(rating)
        chain.refuse_prices([rating.meter for rating in ratings])
        reservations = [
            Reservation(
                source_key, tier, cents, now + LOST_AFTER, metered=metered_for(tier, ratings)
            )
            for tier, cents in prepaid_due(ratings).items()
        ]
        _reserve(work, reservations)
    except WHY_NOT as reason:
        work.wallets.release(source_key)
        alert(
            work,
            f"cannot-serve:{company.id}:{reason.code}:{now:%Y-%m-%d}",
            f"{company.name} takes messages only, because: {reason}",
        )
        return Mode.TAKE_MESSAGE
    return Mode.SERVE


def _charged(chain: Chain, meter: object) -> bool:
    """Talk always has its price; other meters only where the company is sold them."""
    return meter == CALL_SECOND or chain.prices(CALL)


def _reserve(work: Work, reservations: Iterable[Reservation]) -> None:
    for reservation in reservations:
        if reservation.cents:
            work.wallets.reserve(reservation)
