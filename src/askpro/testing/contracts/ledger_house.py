"""The house in which the ledger machine works: a storage, a clock, the model, what always holds."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from askpro.application.billing.refund_charge import RefundCharge
from askpro.application.billing.reverse_transaction import ReverseTransaction
from askpro.application.billing.top_up_by_hand import TopUpByHand
from askpro.application.billing.verify_ledger import VerifyLedger
from askpro.domain.billing.chain import Chain
from askpro.domain.billing.checkpoint import Checkpoint
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.ledger import balances
from askpro.domain.billing.link import Link
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.price import PerSecond
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.seal import Seal, verify
from askpro.domain.billing.terms import Terms
from askpro.domain.billing.wallet import Reservation, Wallet
from askpro.domain.errors import Refused
from askpro.domain.ids import AgreementId, OrganisationId, PriceRuleId
from askpro.domain.money import Money, Price
from askpro.ports.storage import Storage
from askpro.testing.contracts.ledger_model import (
    COMMISSION_PERCENT,
    COMPANY_CENTS,
    RESELLER_CENTS,
    LedgerModel,
    ModelCharge,
    ModelTopUp,
)
from askpro.testing.world import ADA, EVERYTHING, NOON, World, plant, some_id

OpenStorage = Callable[[], AbstractContextManager[Storage]]
Rows = Callable[[Storage], object]


class LedgerHouse(RuleBasedStateMachine):
    """One storage, one clock, and the model beside it."""

    def __init__(self, open_storage: OpenStorage, rows: Rows) -> None:
        super().__init__()
        self._opened, self._rows = open_storage(), rows
        self.storage = self._opened.__enter__()
        self.world: World = plant(self.storage)
        self.now, self.number = NOON, 0
        self.chain_seen: tuple[Seal, ...] = ()
        self.top_up = TopUpByHand(self.storage, self.clock, some_id)
        self.refund_charge = RefundCharge(self.storage, self.clock, some_id)
        self.reverse_transaction = ReverseTransaction(self.storage, self.clock, some_id)
        self.verify = VerifyLedger(self.storage)

    def teardown(self) -> None:
        self._opened.__exit__(None, None, None)

    def clock(self) -> datetime:
        return self.now

    @initialize(by_commission=st.booleans())
    def furnish(self, by_commission: bool) -> None:
        self.model = LedgerModel(self.world, by_commission)
        agreement = Agreement.flat(str(COMMISSION_PERCENT), AgreementId(some_id()))
        with self.storage.begin(EVERYTHING) as work:
            for owner, wallet in self.model.wallets.items():
                work.wallets.open(Wallet(owner, Money(0), credit_limit_cents=wallet.limit))
            if by_commission:
                work.prices.add_terms(
                    Terms(self.world.reseller.id, NOON - timedelta(365), agreement=agreement)
                )
        platform, reseller, salon = self.world.platform.id, self.world.reseller.id, "salon"
        upper = (
            Link(platform, reseller, (), agreement)
            if by_commission
            else self.link(platform, reseller, RESELLER_CENTS)
        )
        self.chains = {
            salon: Chain((upper, self.link(reseller, self.world.salon.id, COMPANY_CENTS))),
            "stranger": Chain((self.link(platform, self.world.stranger.id, COMPANY_CENTS),)),
        }

    # What always holds

    @invariant()
    def inv_01_02_03_accounts_are_their_entries_and_those_of_the_model(self) -> None:
        with self.storage.look(EVERYTHING) as work:
            everything = list(work.ledger.all())
            stored = {account: cents for account, cents in work.ledger.balances().items() if cents}
        assert sum(stored.values()) == 0
        middle = everything[len(everything) // 2].posted_at if everything else NOON
        early = balances(everything, middle)
        rest = balances(each for each in everything if each.posted_at > middle)
        assert {
            account: early.get(account, 0) + rest.get(account, 0) for account in stored
        } == stored
        half = len(everything) // 2
        assert Checkpoint().plus(everything[:half]).plus(everything[half:]).sums == stored
        assert stored == self.model.accounts()

    @invariant()
    def inv_08_09_wallets_are_those_of_the_model_and_within_their_limits(self) -> None:
        with self.storage.look(EVERYTHING) as work:
            for owner, model in self.model.wallets.items():
                wallet = work.wallets.get(owner)
                assert wallet.balance.cents == model.balance >= -model.limit
                assert wallet.reserved_cents == sum(model.open.values())
                assert wallet.owed_cents == model.owed
                assert wallet.available.cents == model.available

    @invariant()
    def inv_06_what_was_sealed_stays_sealed(self) -> None:
        with self.storage.look(EVERYTHING) as work:
            chain = list(work.seals.sealed(0, 10_000))
        seals = tuple(seal for seal, _ in chain)
        assert verify(chain) is None
        assert seals[: len(self.chain_seen)] == self.chain_seen
        self.chain_seen = seals

    @invariant()
    def inv_24_25_the_books_have_no_fault(self) -> None:
        assert self.verify().faults == ()
        with self.storage.look(EVERYTHING) as work:
            assert sum(work.books.bases().values()) == self.model.base

    # How

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """Whatever is done inside leaves every row as it is."""
        before = self._rows(self.storage)
        yield
        assert self._rows(self.storage) == before

    @contextmanager
    def refused(self, why: type[Refused]) -> Iterator[None]:
        """What is done inside is refused, and leaves every row as it is."""
        with self.unchanged(), pytest.raises(why):
            yield

    def new(self, kind: str) -> str:
        self.number += 1
        return f"{kind}:{self.number}"

    def owner(self, name: str) -> OrganisationId:
        return OrganisationId(getattr(self.world, name).id)

    def reserve(self, owner: OrganisationId, source: str, cents: int) -> None:
        with self.storage.begin(EVERYTHING) as work:
            until = self.now + timedelta(hours=1)
            work.wallets.reserve(Reservation(source, owner, cents, until))

    def refund(self, charge: ModelCharge, cents: int | None, reference: str) -> int:
        made = self.refund_charge(
            charge.id, reference=reference, reason="test",
            amount=None if cents is None else Money(cents), by=ADA,
        )  # fmt: skip
        return made.amount.cents

    def refundable(self) -> list[ModelCharge]:
        return [each for each in self.model.charges if each.refunded < each.paid]

    def reversible(self) -> list[ModelTopUp]:
        return [each for each in self.model.top_ups if not each.is_reversed]

    def link(self, seller: OrganisationId, buyer: OrganisationId, cents: int) -> Link:
        model = PerSecond(Price.parse(f"0.{cents}"))
        rule = PriceRule(PriceRuleId(some_id()), CALL_SECOND, seller, buyer, NOON, model)
        return Link(seller, buyer, (rule,))
