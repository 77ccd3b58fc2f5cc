"""What the stranger asks of each collection, and what each answer has to be."""

from collections.abc import Callable, Collection

import attrs

from askpro.domain.billing.commission_account import Conditions
from askpro.domain.billing.commission_item import counted_of
from askpro.domain.billing.terms import Terms
from askpro.domain.billing.vendor_cost import ExchangeRate
from askpro.domain.billing.wallet import Due, Reservation, Wallet
from askpro.domain.ids import BranchId, CallId, OrganisationId
from askpro.domain.moment import Interval
from askpro.domain.money import Currency, Money
from askpro.domain.organisations.branch import PhoneNumber
from askpro.domain.organisations.organisation import Kind, below, platform
from askpro.ports.storage import Posting, Work
from askpro.testing.contracts.storage.belongings import Belongings
from askpro.testing.contracts.storage.billing import a_rule
from askpro.testing.contracts.storage.commission import PERIOD, QUARTER, TODAY
from askpro.testing.world import ADA, NOON, a_number, minutes, some_id

AFTER_ALL = NOON + minutes(60 * 24 * 365)
DAY = Interval(NOON - minutes(720), NOON + minutes(720))
A_RATE = ExchangeRate(Currency.USD, Currency.EUR, 920_000, TODAY, "ECB")

MISSING: dict[str, Callable[[Work, Belongings], object]] = {
    "organisations.get": lambda work, its: work.organisations.get(its.shop.id),
    "branches.get": lambda work, its: work.branches.get(its.shop.branch.id),
    "branches.at": lambda work, its: work.branches.at(its.shop.number),
    "branches.connect": lambda work, its: work.branches.connect(
        PhoneNumber(a_number(), its.shop.branch.id, its.stranger.id)
    ),
    "catalogues.of": lambda work, its: work.catalogues.of(its.shop.branch.id),
    "catalogues.put": lambda work, its: work.catalogues.put(
        its.shop.branch.id, its.stranger.catalogue
    ),
    "customers.get": lambda work, its: work.customers.get(its.customer.id),
    "customers.save": lambda work, its: work.customers.save(its.customer),
    "customers.save as one's own": lambda work, its: work.customers.save(
        attrs.evolve(its.customer, organisation_id=its.stranger.id)
    ),
    "appointments.get": lambda work, its: work.appointments.get(its.appointment.id),
    "appointments.save": lambda work, its: work.appointments.save(
        its.appointment.confirm(NOON, ADA)
    ),
    "calls.get": lambda work, its: work.calls.get(its.call.id),
    "calls.save": lambda work, its: work.calls.save(its.call),
    "wallets.get": lambda work, its: work.wallets.get(its.shop.id),
    "wallets.reserve": lambda work, its: work.wallets.reserve(
        Reservation("call:x", its.shop.id, 1, NOON + minutes(1))
    ),
    "wallets.settle": lambda work, its: work.wallets.settle([Due("call:x", its.shop.id, 1)]),
    "wallets.credit": lambda work, its: work.wallets.credit(its.shop.id, 1),
    "wallets.give_back": lambda work, its: work.wallets.give_back("call:x", its.shop.id, 1),
    "low_balances.set_thresholds": lambda work, its: work.low_balances.set_thresholds(
        its.shop.id, [1]
    ),
    "low_balances.note_seen": lambda work, its: work.low_balances.note_seen(
        Wallet(its.shop.id, Money(0))
    ),
    "low_balances.note_warned": lambda work, its: work.low_balances.note_warned(its.warning),
    "auto_top_ups.put": lambda work, its: work.auto_top_ups.put(its.shop.id, its.rule),
    "auto_top_ups.begin": lambda work, its: work.auto_top_ups.begin(its.tried),
    "bonus.grant": lambda work, its: work.bonus.grant(its.lot),
    "bonus.end": lambda work, its: work.bonus.end(its.shop.id, AFTER_ALL),
    "price_books.get": lambda work, its: work.price_books.get(its.draft.id),
    "price_books.publish": lambda work, its: work.price_books.publish(
        [], attrs.evolve(its.draft, seller_id=its.stranger.id, published_at=NOON)
    ),
    "ledger.get": lambda work, its: work.ledger.get(its.transaction.id),
    "charges.get": lambda work, its: work.charges.get(its.charge.id),
    "vendor_costs.get": lambda work, its: work.vendor_costs.get(its.bill.vendor, its.bill.source),
    "vendor_costs.save": lambda work, its: work.vendor_costs.save(its.bill),
}
"""Asked from the stranger's scope, each of these is missing."""

NOTHING: dict[str, Callable[[Work, Belongings], Collection[object]]] = {
    "organisations.along": lambda work, its: work.organisations.along((its.shop.id,)),
    "organisations.after": lambda work, its: [
        one for one in work.organisations.after() if one.id == its.shop.id
    ],
    "customers.with_phone": lambda work, its: work.customers.with_phone(its.shop.id, "+491701"),
    "diary.taken": lambda work, its: work.diary.taken(
        [member.id for member in its.shop.staff], DAY, NOON
    ),
    "diary.holds_of": lambda work, _: work.diary.holds_of(CallId("held"), NOON),
    "appointments.of_call": lambda work, its: work.appointments.of_call(its.call.id),
    "appointments.of_customers": lambda work, its: work.appointments.of_customers(
        [its.customer.id], NOON
    ),
    "callbacks.of_call": lambda work, its: work.callbacks.of_call(its.call.id),
    "calls.unended": lambda work, _: work.calls.unended(NOON + minutes(1)),
    "low_balances.moved": lambda work, _: work.low_balances.moved(),
    "low_balances.warned": lambda work, its: work.low_balances.warned(its.shop.id, its.warning.day),
    "auto_top_ups.waiting": lambda work, _: work.auto_top_ups.waiting(),
    "auto_top_ups.attempts": lambda work, its: work.auto_top_ups.attempts(its.shop.id),
    "bonus.of": lambda work, its: work.bonus.of(its.shop.id),
    "bonus.overdue": lambda work, _: work.bonus.overdue(AFTER_ALL),
    "reservations.kept": lambda work, _: work.reservations.kept("call:kept"),
    "reservations.overdue": lambda work, _: work.reservations.overdue(AFTER_ALL),
    "ledger.all": lambda work, _: list(work.ledger.all()),
    "ledger.balances": lambda work, _: work.ledger.balances(),
    "prices.terms_of": lambda work, its: work.prices.terms_of(its.shop.id),
    "price_books.of": lambda work, its: work.price_books.of(its.world.reseller.id),
    "price_books.versions": lambda work, its: work.price_books.versions(its.world.reseller.id),
    "charges.between": lambda work, _: work.charges.between(NOON, NOON + minutes(1)),
    "refunds.of_charge": lambda work, its: work.refunds.of_charge(its.charge.id),
    "books.charges": lambda work, its: [
        each for each in work.books.charges() if each.id == its.charge.id
    ],
    "books.refunds": lambda work, _: list(work.books.refunds()),
    "books.wallets": lambda work, _: list(work.books.wallets()),
    "charges.under": lambda work, its: work.charges.under(its.charge.source_key),
    "charges.of_sources": lambda work, its: work.charges.of_sources([its.charge.source_key]),
    "commissions.agreed": lambda work, its: work.commissions.agreed(its.world.reseller.id),
    "commissions.tallies": lambda work, its: work.commissions.tallies(its.world.reseller.id, {}),
    "commissions.earners": lambda work, _: work.commissions.earners(),
    "commissions.customers": lambda work, its: work.commissions.customers(its.world.reseller.id),
    "commission_items.of": lambda work, its: work.commission_items.of(
        its.world.reseller.id, PERIOD
    ),
    "settlements.bonuses": lambda work, its: work.settlements.bonuses(its.world.reseller.id),
    "settlements.payouts": lambda work, its: work.settlements.payouts(its.world.reseller.id),
}
"""Asked from the stranger's scope, each of these finds nothing."""

REFUSED: dict[str, Callable[[Work, Belongings], object]] = {
    "organisations.add": lambda work, its: work.organisations.add(
        below(its.world.reseller, OrganisationId(some_id()), Kind.COMPANY, "Intruder")
    ),
    "organisations.add platform": lambda work, _: work.organisations.add(
        platform(OrganisationId(some_id()), "Usurper")
    ),
    "branches.add": lambda work, its: work.branches.add(
        attrs.evolve(its.shop.branch, id=BranchId(some_id()))
    ),
    "branches.connect": lambda work, its: work.branches.connect(
        PhoneNumber(a_number(), its.shop.branch.id, its.shop.id)
    ),
    "customers.add": lambda work, its: work.customers.add(its.customer),
    "diary.hold": lambda work, its: work.diary.hold([its.hold], NOON),
    "diary.exchange": lambda work, its: work.diary.exchange(CallId("held"), [its.hold], NOON),
    "diary.keep": lambda work, its: work.diary.keep(its.appointment, NOON),
    "appointments.add": lambda work, its: work.appointments.add(its.appointment),
    "callbacks.add": lambda work, its: work.callbacks.add(its.callback),
    "calls.meet": lambda work, its: work.calls.meet(its.call),
    "calls.meet of nobody": lambda work, its: work.calls.meet(
        attrs.evolve(its.call, organisation_id=None, branch_id=None)
    ),
    "calls.keep_desk": lambda work, its: work.calls.keep_desk(its.desk),
    "letters.keep": lambda work, its: work.letters.keep(its.letter),
    "prices.add_rule": lambda work, its: work.prices.add_rule(a_rule(its.world.reseller.id, None)),
    "prices.add_terms": lambda work, its: work.prices.add_terms(Terms(its.shop.id, NOON)),
    "price_books.put_draft": lambda work, its: work.price_books.put_draft(its.draft),
    "price_books.put_draft for a buyer": lambda work, its: work.price_books.put_draft(
        attrs.evolve(its.draft, seller_id=its.stranger.id, buyer_id=its.shop.id)
    ),
    "price_books.publish": lambda work, its: work.price_books.publish([], its.draft),
    "wallets.open": lambda work, its: work.wallets.open(Wallet(its.shop.id, Money(0))),
    "ledger.post": lambda work, its: work.ledger.post(its.transaction),
    "ledger.post_all": lambda work, its: work.ledger.post_all(
        [Posting(its.transaction, (its.charge,))] * 2
    ),
    "ledger.post_all charges": lambda work, its: work.ledger.post_all(
        [Posting(None, (its.charge,))]
    ),
    "charges.add": lambda work, its: work.charges.add([its.charge]),
    "refunds.add": lambda work, its: work.refunds.add(its.refund),
    "commissions.agree": lambda work, its: work.commissions.agree(
        its.world.reseller.id, Conditions(QUARTER.id)
    ),
    "commission_items.note": lambda work, its: work.commission_items.note(
        list(counted_of(its.earning))
    ),
    "settlements.add_payout": lambda work, its: work.settlements.add_payout(its.payout),
    "settlements.keep_bonus": lambda work, its: work.settlements.keep_bonus(
        its.world.reseller.id, its.bonus
    ),
    "vendor_costs.meet": lambda work, its: work.vendor_costs.meet(its.bill),
    "exchange_rates.put": lambda work, _: work.exchange_rates.put(A_RATE),
}
"""From the stranger's scope nothing of these is written."""
