"""``askpro fees`` prints who is charged what, once, or only what would be."""

from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from askpro.domain.billing.meter import BASE_FEE
from askpro.domain.billing.price import Flat
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.proration import Period
from askpro.domain.billing.wallet import Wallet
from askpro.domain.ids import OrganisationId, PriceRuleId
from askpro.domain.money import Money, Price
from askpro.domain.organisations.organisation import Kind, below
from askpro.domain.organisations.scope import Scope
from askpro.entrypoints.cli.demo_data import RESELLER
from askpro.entrypoints.cli.house import opened
from tests.unit.entrypoints.cli.conftest import Askpro

TODAY = datetime.now(ZoneInfo("Europe/Berlin")).date()
LAST_MONTH = Period.month_of(TODAY).previous.name
OLD, POOR = OrganisationId(UUID(int=7)), OrganisationId(UUID(int=8))


def furnish(*, with_poor: bool = False) -> None:
    """Two that have been there since ever, with a fee; one has no wallet."""
    with opened() as container, container.storage().begin(Scope.everything()) as work:
        parent = work.organisations.get(RESELLER)
        for id, name in ((OLD, "Altbau"), (POOR, "Neubau"))[: 1 + with_poor]:
            work.organisations.add(below(parent, id, Kind.COMPANY, name))
            since = datetime(2020, 1, 1, tzinfo=UTC)
            fee = Flat(Price.parse("99"))
            rule = PriceRule(PriceRuleId(UUID(int=id.int)), BASE_FEE, RESELLER, id, since, fee)
            work.prices.add_rule(rule)
        work.wallets.open(Wallet(OLD, Money(0)))


def test_a_month_is_charged_once_and_printed(demo: Askpro) -> None:
    furnish()

    tried = demo("fees", "--month", LAST_MONTH, "--dry-run")
    first = demo("fees", "--month", LAST_MONTH)
    again = demo("fees", "--month", LAST_MONTH)

    line = first.out.splitlines()[0]
    assert line.split() == [
        *(LAST_MONTH, "Altbau", "base_fee", "99.00", "EUR"),
        *("to", "Nordlicht", "Telefonassistenz"),
    ]
    assert tried.out.splitlines() == [line, "1 would be charged, nothing was; none could not be."]
    assert first.out.splitlines()[1:] == ["1 charged; none could not be."]
    assert again.out == "0 charged; none could not be.\n"
    assert (tried.code, first.code, again.code) == (0, 0, 0)


def test_a_charged_fee_is_explained(demo: Askpro) -> None:
    furnish()
    demo("fees", "--month", LAST_MONTH)

    told = demo("explain", f"period:{OLD}:{LAST_MONTH}")

    assert "Grundgebühr 99,00 EUR im Monat" in told.out
    assert "Altbau zahlt an Nordlicht Telefonassistenz 99,00 EUR." in told.out
    assert "Altbau, Offene Posten: -99,00 EUR" in told.out


def test_one_who_cannot_be_charged_is_named_and_the_others_are_charged(demo: Askpro) -> None:
    furnish(with_poor=True)

    said = demo("fees", "--month", LAST_MONTH)

    assert said.code == 1
    assert f"{LAST_MONTH}  Neubau was not charged:" in said.out
    assert said.out.endswith("1 charged; 1 could not be.\n")


def test_the_running_month_is_refused_and_without_one_the_last_are_charged(demo: Askpro) -> None:
    running = demo("fees", "--month", Period.month_of(TODAY).name)

    assert running.code == 3
    assert demo("fees").out == "0 charged; none could not be.\n"


@pytest.mark.parametrize("month", ["2026-13", "November", "2026-1", "26-11"])
def test_what_is_no_month_is_wrong_usage(demo: Askpro, month: str) -> None:
    said = demo("fees", "--month", month)

    assert said.code == 2
    assert "A month is written such as 2026-10" in said.err
