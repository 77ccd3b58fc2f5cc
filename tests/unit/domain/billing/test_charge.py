"""From ratings to the ledger."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.chain import Chain
from askpro.domain.billing.charge import due, post, prepaid_due
from askpro.domain.billing.ledger import Account, Purpose, Transaction, balances
from askpro.domain.billing.link import Link
from askpro.domain.billing.meter import CALL, CALL_SECOND
from askpro.domain.billing.price import PerSecond
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.rating import Rating
from askpro.domain.billing.wallet import Paid
from askpro.domain.ids import OrganisationId, PriceRuleId, TransactionId
from askpro.domain.money import Price
from askpro.testing.billing_strategies.chains import chains, seconds
from askpro.testing.world import NOON, some_id

Posting = tuple[list[Rating], list[Paid], Transaction | None]


def two_margin_links(
    platform: OrganisationId, reseller: OrganisationId, company: OrganisationId
) -> Chain:
    """A call of ten minutes costs the company 4.00 and the reseller 3.00."""
    return Chain(
        tuple(
            Link(seller, buyer, (a_rule(seller, buyer, price),))
            for seller, buyer, price in (
                (platform, reseller, "0.30"),
                (reseller, company, "0.40"),
            )
        )
    )


def a_rule(seller: OrganisationId, buyer: OrganisationId, price: str) -> PriceRule:
    model = PerSecond(Price.parse(price))
    return PriceRule(PriceRuleId(some_id()), CALL_SECOND, seller, buyer, NOON, model)


def posted(ratings: list[Rating], paid: list[Paid]) -> Transaction | None:
    return post(
        ratings,
        paid,
        id=TransactionId(some_id()),
        source_key="call:1",
        occurred_at=NOON,
        now=NOON,
        text="Call 1",
    )


@st.composite
def postings(draw: st.DrawFn) -> Posting:
    """A call over any chain, whose wallets cover any part of what is due."""
    chain: Chain = draw(chains())
    ratings = [chain.rate(CALL_SECOND, draw(seconds())), chain.rate(CALL, 1)]
    paid = []
    for tier, cents in prepaid_due(ratings).items():
        covered = draw(st.integers(0, cents))
        paid.append(Paid(tier, covered, cents - covered))
    return ratings, paid, posted(ratings, paid)


@given(postings())
def test_a_posting_leaves_every_tier_what_it_gains(posting: Posting) -> None:
    ratings, _, transaction = posting
    gains: Counter[OrganisationId] = Counter()
    for rating in ratings:
        for tier, gain in rating.gains().items():
            gains[tier] += gain.cents

    if transaction is None:
        assert not any(cents for cents in due(ratings).values())
    else:
        assert {tier: transaction.of(tier).cents for tier in gains} == dict(gains)


@given(postings())
def test_a_posting_balances_and_every_entry_moves_something(posting: Posting) -> None:
    _, _, transaction = posting

    if transaction is not None:
        assert sum(entry.cents for entry in transaction.entries) == 0
        assert all(entry.cents for entry in transaction.entries)
        accounts = [entry.account for entry in transaction.entries]
        assert len(accounts) == len(set(accounts)) >= 2


@given(postings())
def test_wallets_give_what_they_covered_and_the_rest_stands_open(posting: Posting) -> None:
    ratings, paid, transaction = posting
    sums = balances([transaction] if transaction else [])

    for line in paid:
        assert (
            sums.get(Account(line.organisation_id, Purpose.WALLET), 0) == -line.from_balance_cents
        )
        receivable = Account(line.organisation_id, Purpose.RECEIVABLE)
        assert sums.get(receivable, 0) == -line.owed_cents
    on_account = due(ratings).keys() - {line.organisation_id for line in paid}
    for tier in on_account:
        assert sums.get(Account(tier, Purpose.RECEIVABLE), 0) == -due(ratings)[tier]


@given(chains(), seconds())
def test_only_who_owes_and_pays_in_advance_is_asked_for_a_wallet(chain: Chain, length: int) -> None:
    ratings = [chain.rate(CALL_SECOND, length)]

    owing = {link.buyer_id for link in chain.links if link.agreement is None}
    in_advance = {link.buyer_id for link in chain.links if link.prepaid}

    assert due(ratings).keys() == owing
    assert prepaid_due(ratings).keys() == owing & in_advance


def test_the_worked_example_of_the_ledger() -> None:
    company, reseller, platform = (OrganisationId(some_id()) for _ in range(3))
    chain = two_margin_links(platform, reseller, company)
    rating = chain.rate(CALL_SECOND, 600)

    transaction = posted([rating], [Paid(company, 400), Paid(reseller, 300)])

    assert transaction is not None
    assert {entry.account: entry.cents for entry in transaction.entries} == {
        Account(company, Purpose.WALLET): -400,
        Account(reseller, Purpose.REVENUE): 400,
        Account(reseller, Purpose.WALLET): -300,
        Account(platform, Purpose.REVENUE): 300,
    }


def test_nothing_due_posts_nothing() -> None:
    company, reseller, platform = (OrganisationId(some_id()) for _ in range(3))
    rating = two_margin_links(platform, reseller, company).rate(CALL_SECOND, 0)

    assert posted([rating], [Paid(company, 0), Paid(reseller, 0)]) is None
    assert posted([], []) is None
