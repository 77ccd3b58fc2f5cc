"""Worked cases with right answers, read by category: no case has code of its own.

Wallet and commission cases have a file of their own.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from askpro.domain.billing.allocation import Rule, allocate
from askpro.domain.billing.price import (
    Bounded,
    Graduated,
    GraduatedPercentage,
    Package,
    PerSecond,
    PerUnit,
    RateTier,
    Stage,
    StagedPerSecond,
    Tier,
    Volume,
    slice_of_call,
)
from askpro.domain.billing.proration import Period, prorated
from askpro.domain.billing.used import Used
from askpro.domain.billing.vat import (
    Line,
    StatedVatIsWrong,
    capped,
    check_vat,
    invoiced,
    unused_days_refund,
    vat_of,
)
from askpro.domain.money import Currency, Money, Price
from tests.unit.domain.billing.cases import shared_cases

Facts = Mapping[str, Any]


def cents(amount: str, currency: Currency = Currency.EUR) -> int:
    exact = Decimal(amount) * currency.cents_per_unit
    assert exact == int(exact)
    return int(exact)


def money(amount: str) -> Money:
    return Money(cents(amount))


def rate(percent: str) -> int:
    return int(Decimal(percent) * 10_000)


def price(amount: str, currency: Currency = Currency.EUR) -> Price:
    return Price.parse(amount, currency)


def places(*numbers: object) -> int:
    """How many of the smallest part any of the numbers has make one."""
    return max(int(10 ** len(str(number).partition(".")[2])) for number in numbers)


def whole(number: object, per: int) -> int:
    return int(Decimal(str(number)) * per)


def tier(facts: Facts, lower: int, per: int) -> Tier:
    if "block" in facts:
        up_to = lower + facts["block"] * facts["max_blocks"]
        return Tier(up_to, price(facts["price"]), per=facts["block"], begun=True)
    up_to = None if facts["up_to"] is None else whole(facts["up_to"], per)
    return Tier(up_to, price(facts["unit"]), price(facts["flat"]), per)


def tiers(facts: Sequence[Facts], per: int) -> tuple[Tier, ...]:
    """The last is without end, also where the source gives it one beyond the usage."""
    read: list[Tier] = []
    for fact in facts:
        read.append(tier(fact, (read[-1].up_to or 0) if read else 0, per))
    last = read[-1]
    return (*read[:-1], Tier(None, last.price, last.flat, last.per, last.begun))


def described_tiers(description: str) -> list[Facts]:
    """Tiers from words such as: tiers of width 10/100/1000 at 1.5/1.0/0.5."""
    told = re.search(r"width ([\d/]+) at ([\d./]+)", description)
    assert told
    widths = [int(width) for width in told[1].split("/")]
    return [
        {"up_to": sum(widths[: number + 1]), "unit": unit.rstrip("."), "flat": "0"}
        for number, unit in enumerate(told[2].split("/"))
    ]


def by_tiers(facts: Facts, description: str) -> tuple[int, tuple[Tier, ...]]:
    if "unit" in facts:  # the tier it falls into is given, and nothing else
        return int(facts["quantity"]), (Tier(None, price(facts["unit"])),)
    found = facts.get("tiers") or described_tiers(description)
    per = places(facts["quantity"], *(tier.get("up_to") or 0 for tier in found))
    return whole(facts["quantity"], per), tiers(found, per)


def graduated(facts: Facts, expected: Facts, description: str) -> None:
    total, found = by_tiers(facts, description)
    model = Graduated(found, flat_at_zero="even at zero" in description)

    assert model.due(total).cents == cents(expected["amount"])
    if "per_tier" in expected:
        exact = [tier.exact(part, model.currency) for tier, part in model.slices(total)]
        assert [top // per for top, per in exact] == [
            price(amount).millionths for amount in expected["per_tier"]
        ]


def volume(facts: Facts, expected: Facts, description: str) -> None:
    total, found = by_tiers(facts, description)
    model = Volume(found, flat_at_zero=True)

    assert model.due(total).cents == cents(expected["amount"])


def package(facts: Facts, expected: Facts, description: str) -> None:
    size = facts.get("package_size") or facts["block"]
    model = Package(size, price(facts["price"]), facts.get("free_units", 0))
    usages = [int(usage) for usage in facts.get("usage", [facts.get("quantity")])]
    due = model.due(sum(usages))

    assert due.cents == cents(expected.get("amount", expected.get("period_total")))
    if "lines" in expected:
        assert bool(due) == bool(expected["lines"])
    if "to_bill" in expected:
        assert model.still_due(sum(usages), money(facts["already_billed"])) == money(
            expected["to_bill"]
        )


def commitment(facts: Facts, expected: Facts, description: str) -> None:
    currency = Currency(facts.get("currency", "EUR"))
    unit = PerUnit(price("1", currency))
    if "maximum" in facts:
        model = Bounded(unit, maximum=money(facts["maximum"]))
        charged, nets = cents(facts["already_billed"]), []
        for line in facts["lines"]:
            nets.append(model.amount(int(line), None, Used(0, charged)))
            charged += nets[-1].cents
        assert nets == [money(net) for net in expected["net"]]
        discounts = [money(line) - net for line, net in zip(facts["lines"], nets, strict=True)]
        assert discounts == [money(discount) for discount in expected["discounts"]]
        return
    used = facts.get("period_usage_amount") or facts["usage_unrounded"]
    model = Bounded(unit, minimum=Money(cents(facts["minimum"], currency), currency))
    true_up = model.true_up(price(used, currency).times(1))
    assert true_up.cents == cents(expected["true_up"], currency)


def percentage(facts: Facts, expected: Facts, description: str) -> None:
    told = re.findall(r"\d+-(\d+): (\d+)\+([\d.]+) %", description)
    found = [RateTier(cents(border), rate(share), price(flat)) for border, flat, share in told]
    last = found.pop()
    open_end = RateTier(None, last.rate_millionths, last.flat)
    model = GraduatedPercentage((*found, open_end))

    assert model.due(cents(facts["sum"])).cents == cents(expected["amount"])


def increments(facts: Facts, expected: Facts, description: str) -> None:
    if "groups" in facts:
        stages = tuple(
            Stage(group["start"], price(str(Decimal(group["price_per_s"]) * 60)))
            for group in facts["groups"]
        )
        model = StagedPerSecond(stages)
        parts = [part.times(seconds, 60) for part, seconds in model.pieces(facts["seconds"])]
        assert parts == [money(part) for part in expected["per_group"]]
        assert model.amount(facts["seconds"]) == money(expected["cost"])
    elif "base_cost" in facts:
        an_hour = PerSecond(
            price(str(Decimal(facts["base_cost"]) / 60)), 1, 0, price(facts["connect"])
        )
        slices = [slice_of_call(an_hour, 3600 * number, 3600) for number in range(2)]
        assert slices == [money(expected["slice0"]), money(expected["slice1"])]
    elif "increment" in facts:
        billed = PerSecond(Price(0), facts["increment"]).billed(facts["seconds"])
        assert billed == expected["billed_seconds"]
    else:
        _per_second_and_per_minute(facts, expected)


def _per_second_and_per_minute(facts: Facts, expected: Facts) -> None:
    fee = price(facts["connect"]) if "connect" in facts else None
    each = price(facts["price_per_minute"])
    by_second = PerSecond(each, connect_fee=fee).amount(facts["seconds"])
    if "cost" in expected:
        assert by_second == money(expected["cost"])
        return
    by_minute = PerSecond(each, 60, 60).amount(facts["seconds"])
    assert by_second.cents == expected["per_second_cents"]
    assert by_minute.cents == expected["per_minute_cents"]


def rounding(facts: Facts, expected: Facts, description: str) -> None:
    currency = Currency(facts["currency"])
    if "amount" in facts:
        found = price(facts["amount"], currency).times(1)
        assert found.cents == cents(expected["rounded"], currency)
        return
    lines = [price(line, currency) for line in facts["lines"]]
    assert Money.total((line.times(1) for line in lines), currency).cents == cents(
        expected["sum_of_rounded"], currency
    )
    exact = Price(sum(line.millionths for line in lines), currency)
    assert exact.times(1).cents == cents(expected["rounded_sum"], currency)


def allocation(facts: Facts, expected: Facts, description: str) -> None:
    rule = Rule(facts.get("rule", "largest-remainder"))
    total = facts.get("total", facts.get("total_cents"))
    allocated = allocate(Money(total), facts["weights"], rule)

    assert allocated.rule is rule
    assert [part.cents for part in allocated.parts] == expected["parts"]


def vat(facts: Facts, expected: Facts, description: str) -> None:
    if "stated_tax" in facts:
        # The norm's own check lets the first pass; ours finds a single cent.
        for stated in facts["stated_tax"]:
            with pytest.raises(StatedVatIsWrong):
                check_vat(money(facts["net"]), rate(facts["rate"]), money(stated))
    elif "credit_notes_naive" in facts:
        notes = capped(money(facts["invoice_gross"]), map(money, facts["credit_notes_naive"]))
        assert notes[-1] == money(expected["last_note"])
        assert Money.total(notes) == money(expected["sum"])
    elif "rates" in facts:
        taxes = [vat_of(money(facts["net"]), rate(percent)) for percent in facts["rates"]]
        assert taxes == [money(tax) for tax in expected["taxes"]]
    else:
        lines = [Line(money(line), rate(facts["rate"])) for line in facts["lines"]]
        totals = invoiced(lines)
        assert totals.net == money(expected["net"])
        assert totals.vat == money(expected["tax_per_invoice"])
        assert totals.gross == money(expected["gross_per_invoice"])
        singly = Money.total(invoiced([line]).gross for line in lines)
        assert singly == money(expected["gross_per_line_sum"])


def credit_note(facts: Facts, expected: Facts, description: str) -> None:
    refund = unused_days_refund(
        money(facts["paid_net"]), facts["unused_days"], facts["period_days"], rate(facts["rate"])
    )

    assert refund.net == money(expected["net"])
    assert refund.vat == money(expected["tax"])
    assert refund.gross == money(expected["total"])


def proration(facts: Facts, expected: Facts, description: str) -> None:
    if "period" in facts:
        first, last = map(date.fromisoformat, facts["period"])
        period = Period(first, last + timedelta(days=1))
        billed = period.days_from(date.fromisoformat(facts["start"]))
        assert (billed, period.days) == (expected["billed_days"], expected["period_days"])
        assert period.days not in expected["wrong_denominators"]
        return
    days = facts["remaining_days"], facts["period_days"]
    assert prorated(Money(facts["old_cents"]), *days).cents == expected["credit_cents"]
    assert prorated(Money(facts["new_cents"]), *days).cents == expected["charge_cents"]


READERS: Mapping[str, Callable[[Facts, Facts, str], None]] = {
    reader.__name__: reader
    for reader in (
        graduated, volume, package, commitment, percentage, increments, rounding, allocation,
        vat, credit_note, proration,
    )
}  # fmt: skip


@pytest.mark.parametrize("case", shared_cases(*READERS))
def test_every_shared_case_has_the_right_answer(case: dict[str, Any]) -> None:
    READERS[case["category"]](case["input"], case["expected"], case["description"])
