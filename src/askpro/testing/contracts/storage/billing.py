"""Prices, the ledger and the charges."""

import attrs
import pytest

from askpro.domain.billing.charge import Charge, NoSuchCharge
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.ledger import Account, Entry, NoSuchTransaction, Purpose, Transaction
from askpro.domain.billing.meter import CALL, CALL_SECOND, Meter
from askpro.domain.billing.price import Flat, PerSecond, PerUnit
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.rating import Counter
from askpro.domain.billing.terms import Terms
from askpro.domain.billing.used import Used
from askpro.domain.ids import AgreementId, ChargeId, OrganisationId, PriceRuleId, TransactionId
from askpro.domain.money import Price
from askpro.ports.storage import AlreadyThere, Posting, Storage
from askpro.testing.contracts.storage.calls import a_desk
from askpro.testing.contracts.storage.planted import Planted
from askpro.testing.world import EVERYTHING, NOON, World, minutes, some_id


def a_rule(
    seller: OrganisationId, buyer: OrganisationId | None, meter: Meter = CALL_SECOND
) -> PriceRule:
    model = PerSecond(Price.parse("0.40"), increment_seconds=6, minimum_seconds=30)
    return PriceRule(PriceRuleId(some_id()), meter, seller, buyer, NOON, model)


def a_transaction(
    source_key: str, payer: OrganisationId, earner: OrganisationId, cents: int = 400
) -> Transaction:
    return Transaction(
        id=TransactionId(some_id()),
        source_key=source_key,
        occurred_at=NOON,
        posted_at=NOON + minutes(1),
        text="Anruf",
        entries=(
            Entry(Account(payer, Purpose.WALLET), -cents),
            Entry(Account(earner, Purpose.REVENUE), cents),
        ),
    )


def a_charge(world: World, source_key: str, meter: Meter = CALL_SECOND) -> Charge:
    chain = a_desk(world, world.salon.call()).chain
    return Charge(
        id=ChargeId(some_id()),
        source_key=source_key,
        organisation_id=world.salon.id,
        occurred_at=NOON,
        rating=chain.rate(meter, 100),
        transaction_id=None,
        began_at=NOON - minutes(2),
    )


class BillingClaims(Planted):
    """Prices, Ledger, Charges."""

    def test_prices_of_every_model_are_found_along_a_path(
        self, storage: Storage, world: World
    ) -> None:
        whole = a_rule(world.platform.id, None)
        own = attrs.evolve(
            a_rule(world.reseller.id, world.salon.id),
            model=PerUnit(Price.parse("2.000001")),
            version=3,
        )
        fee = attrs.evolve(a_rule(world.reseller.id, None, CALL), model=Flat(Price.parse("99")))
        other = a_rule(world.reseller.id, world.garage.id)
        with storage.begin(EVERYTHING) as work:
            for rule in (whole, own, fee, other):
                work.prices.add_rule(rule)

        with storage.look(world.salon.scope) as work:
            rules, _ = work.prices.along(world.salon.company.path, NOON)

        assert sorted(rules, key=lambda rule: rule.id) == sorted(
            [whole, own, fee], key=lambda rule: rule.id
        )

    def test_prices_hold_from_their_first_instant_until_just_before_their_last(
        self, storage: Storage, world: World
    ) -> None:
        rule = attrs.evolve(a_rule(world.platform.id, None), valid_until=NOON + minutes(60))
        terms = Terms(world.reseller.id, NOON, NOON + minutes(60))
        with storage.begin(EVERYTHING) as work:
            work.prices.add_rule(rule)
            work.prices.add_terms(terms)

        with storage.look(EVERYTHING) as work:
            found = {
                at: tuple(map(len, work.prices.along(world.salon.company.path, NOON + minutes(at))))
                for at in (-0.001, 0, 59.999, 60)
            }

        assert found == {-0.001: (0, 0), 0: (1, 1), 59.999: (1, 1), 60: (0, 0)}

    def test_terms_come_back_as_they_were_agreed(self, storage: Storage, world: World) -> None:
        agreement = Agreement.flat("27.5", AgreementId(some_id()))
        agreed = Terms(world.reseller.id, NOON, agreement=agreement, prepaid=False, may_lose=True)
        stranger = Terms(world.stranger.id, NOON)
        with storage.begin(EVERYTHING) as work:
            work.prices.add_terms(agreed)
            work.prices.add_terms(stranger)

        with storage.look(EVERYTHING) as work:
            _, terms = work.prices.along(world.salon.company.path, NOON)

        assert list(terms) == [agreed]

    def test_what_has_been_added_is_already_there(self, storage: Storage, world: World) -> None:
        rule = a_rule(world.platform.id, None)
        terms = Terms(world.reseller.id, NOON)
        with storage.begin(EVERYTHING) as work:
            work.prices.add_rule(rule)
            work.prices.add_terms(terms)

        with pytest.raises(AlreadyThere), storage.begin(EVERYTHING) as work:
            work.prices.add_rule(attrs.evolve(rule, version=2))
        with pytest.raises(AlreadyThere), storage.begin(EVERYTHING) as work:
            work.prices.add_terms(attrs.evolve(terms, prepaid=False))

    def test_a_transaction_comes_back_as_posted(self, storage: Storage, world: World) -> None:
        posted = a_transaction("call:1", world.salon.id, world.reseller.id)

        with storage.begin(EVERYTHING) as work:
            answer = work.ledger.post(posted)

        with storage.look(world.salon.scope) as work:
            assert (answer.transaction, answer.new) == (posted, True)
            assert work.ledger.get(posted.id) == posted
            assert work.ledger.under("call:1") == posted
            assert work.ledger.under("call:2") is None

    def test_a_transaction_is_posted_with_its_charges(self, storage: Storage, world: World) -> None:
        posted = a_transaction("call:1", world.salon.id, world.reseller.id)
        charges = [
            attrs.evolve(a_charge(world, "call:1", meter), transaction_id=posted.id)
            for meter in (CALL, CALL_SECOND)
        ]
        with storage.begin(world.salon.scope) as work:
            first = work.ledger.post(posted, charges)
        with storage.begin(world.salon.scope) as work:
            again = work.ledger.post(attrs.evolve(posted, id=TransactionId(some_id())), charges)

        with storage.look(EVERYTHING) as work:
            assert (first.new, again.new) == (True, False)
            assert list(work.ledger.all()) == [posted]
            assert list(work.charges.under("call:1")) == charges

    def test_posting_twice_is_posting_once(self, storage: Storage, world: World) -> None:
        first = a_transaction("call:1", world.salon.id, world.reseller.id)
        again = a_transaction("call:1", world.salon.id, world.reseller.id, cents=999)
        with storage.begin(EVERYTHING) as work:
            work.ledger.post(first)

        with storage.begin(EVERYTHING) as work:
            answer = work.ledger.post(again)

        with storage.look(EVERYTHING) as work:
            assert (answer.transaction, answer.new) == (first, False)
            assert list(work.ledger.all()) == [first]

    def test_an_unknown_transaction_is_missing(self, storage: Storage, world: World) -> None:
        with pytest.raises(NoSuchTransaction), storage.look(EVERYTHING) as work:
            work.ledger.get(TransactionId(some_id()))

    def test_all_transactions_come_the_oldest_first(self, storage: Storage, world: World) -> None:
        posted = [
            attrs.evolve(
                a_transaction(f"call:{number}", world.salon.id, world.reseller.id),
                posted_at=NOON + minutes(number),
            )
            for number in range(5)
        ]
        with storage.begin(EVERYTHING) as work:
            for transaction in posted:
                work.ledger.post(transaction)

        with storage.look(EVERYTHING) as work:
            assert list(work.ledger.all()) == posted

    def test_balances_are_the_sums_of_the_entries_of_the_scopes_accounts(
        self, storage: Storage, world: World
    ) -> None:
        with storage.begin(EVERYTHING) as work:
            work.ledger.post(a_transaction("call:1", world.salon.id, world.reseller.id, 400))
            work.ledger.post(a_transaction("call:2", world.salon.id, world.reseller.id, 78))
            work.ledger.post(a_transaction("call:3", world.stranger.id, world.platform.id, 5))

        with storage.look(EVERYTHING) as work:
            whole = dict(work.ledger.balances())
        with storage.look(world.salon.scope) as work:
            salon = dict(work.ledger.balances())

        assert sum(whole.values()) == 0
        assert whole[Account(world.reseller.id, Purpose.REVENUE)] == 478
        assert salon == {Account(world.salon.id, Purpose.WALLET): -478}

    def test_charges_come_back_by_meter(self, storage: Storage, world: World) -> None:
        seconds, call = a_charge(world, "call:1"), a_charge(world, "call:1", CALL)
        with storage.begin(EVERYTHING) as work:
            work.charges.add([seconds, call])

        with storage.look(world.salon.scope) as work:
            assert work.charges.get(seconds.id) == seconds
            assert list(work.charges.under("call:1")) == [call, seconds]
            assert list(work.charges.under("call:2")) == []

    def test_a_source_is_charged_once_for_a_meter(self, storage: Storage, world: World) -> None:
        with storage.begin(EVERYTHING) as work:
            work.charges.add([a_charge(world, "call:1")])

        with pytest.raises(AlreadyThere), storage.begin(EVERYTHING) as work:
            work.charges.add([a_charge(world, "call:1")])

        with storage.begin(EVERYTHING) as work:
            work.charges.add([a_charge(world, "call:1", CALL), a_charge(world, "call:2")])

    def test_an_unknown_charge_is_missing(self, storage: Storage, world: World) -> None:
        with pytest.raises(NoSuchCharge), storage.look(EVERYTHING) as work:
            work.charges.get(ChargeId(some_id()))

    def test_bases_add_up_by_agreement_and_period(self, storage: Storage, world: World) -> None:
        first, second = AgreementId(some_id()), AgreementId(some_id())
        with storage.begin(EVERYTHING) as work:
            work.charges.raise_base(first, "2026-11", 400)
            work.charges.raise_base(first, "2026-11", 78)
            work.charges.raise_base(first, "2026-12", 5)

        with storage.begin(EVERYTHING) as work:
            november = work.charges.bases([first, second], "2026-11")
            december = work.charges.bases([first], "2026-12")

        assert (november.get(first, 0), november.get(second, 0)) == (478, 0)
        assert december[first] == 5

    def test_what_a_period_had_adds_up_by_buyer_and_meter(
        self, storage: Storage, world: World
    ) -> None:
        mine, other = Counter(world.salon.id, CALL_SECOND), Counter(world.salon.id, CALL)
        with storage.begin(EVERYTHING) as work:
            work.charges.count(mine, "2026-11", Used(600, 400))
            work.charges.count(mine, "2026-11", Used(-60, -40))
            work.charges.count(mine, "2026-12", Used(1, 1))

        with storage.begin(EVERYTHING) as work:
            november = work.charges.used([mine, other], "2026-11")

        assert november[mine] == Used(540, 360)
        assert november.get(other, Used()) == Used()

    def test_many_are_posted_at_once_with_their_charges(
        self, storage: Storage, world: World
    ) -> None:
        postings = [self._posting(world, number) for number in range(120)]
        free = Posting(None, (a_charge(world, "usage:free"),))
        with storage.begin(world.salon.scope) as work:
            work.ledger.post_all([*postings, free])

        keys = [f"usage:{number}" for number in range(130)] + ["usage:free"]
        with storage.look(world.salon.scope) as work:
            stored = {transaction.source_key: transaction for transaction in work.ledger.all()}
            charged = work.charges.of_sources(keys)
        assert list(stored.values()) == [posting.transaction for posting in postings]
        assert {key: tuple(found) for key, found in charged.items()} == {
            posting.charges[0].source_key: posting.charges for posting in (*postings, free)
        }

    def test_none_of_many_is_posted_when_one_is_known(self, storage: Storage, world: World) -> None:
        known, new = self._posting(world, 1), self._posting(world, 2)
        with storage.begin(EVERYTHING) as work:
            work.ledger.post_all([known])

        for again in ([new, self._posting(world, 1)], [self._posting(world, 1)]):
            with pytest.raises(AlreadyThere), storage.begin(EVERYTHING) as work:
                work.ledger.post_all(again)

        with storage.look(EVERYTHING) as work:
            assert list(work.ledger.all()) == [known.transaction]
            assert list(work.charges.under("usage:2")) == []

    def _posting(self, world: World, number: int) -> Posting:
        made = a_transaction(f"usage:{number}", world.salon.id, world.reseller.id, number + 1)
        posted = attrs.evolve(made, posted_at=NOON + minutes(number))
        charge = a_charge(world, f"usage:{number}")
        return Posting(posted, (attrs.evolve(charge, transaction_id=posted.id),))
