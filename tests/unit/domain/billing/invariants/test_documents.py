"""Invariants 30 and 31: the sums of invoices and of what is credited on them."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.vat import (
    CreditsTooMuch,
    Line,
    StatedVatIsWrong,
    Totals,
    capped,
    check_vat,
    credited,
    invoiced,
    unused_days_refund,
    vat_of,
)
from askpro.domain.money import Money, half_up

RATES = (0, 70_000, 190_000)
lines = st.builds(
    Line, st.integers(0, 10**7).map(Money), st.sampled_from(RATES) | st.integers(0, 10**6)
)
documents = st.lists(lines, max_size=12)


@given(documents)
def test_30_net_is_the_sum_of_the_lines_and_gross_is_net_and_vat(lines: list[Line]) -> None:
    totals = invoiced(lines)

    assert totals.net == Money.total(line.net for line in lines)
    assert totals.gross == totals.net + totals.vat
    assert totals.gross == Money.total(rate.gross for rate in totals.rates)


@given(documents)
def test_30_vat_is_rounded_once_for_each_rate(lines: list[Line]) -> None:
    totals = invoiced(lines)

    for rate in {line.rate_millionths for line in lines}:
        net = sum(line.net.cents for line in lines if line.rate_millionths == rate)
        assert totals.at(rate).net.cents == net
        assert totals.at(rate).vat.cents == half_up(net * rate, 1_000_000)
    assert len(totals.rates) == len({line.rate_millionths for line in lines})


@given(documents, st.randoms(use_true_random=False))
def test_30_the_order_of_the_lines_changes_no_cent(lines: list[Line], random: Random) -> None:
    shuffled = lines.copy()
    random.shuffle(shuffled)

    assert invoiced(shuffled) == invoiced(lines)


@given(st.integers(0, 10**7).map(Money), st.sampled_from(RATES), st.sampled_from([-1, 1, 200]))
def test_30_a_stated_vat_is_right_to_the_cent_or_a_fault(
    net: Money, rate: int, wrong_by: int
) -> None:
    right = vat_of(net, rate)
    stated = right + Money(wrong_by)

    check_vat(net, rate, right)
    with pytest.raises(StatedVatIsWrong) as fault:
        check_vat(net, rate, stated)
    assert (fault.value.right, fault.value.stated) == (right, stated)


def left_of(invoice: Totals, notes: list[Totals]) -> tuple[int, int, int]:
    return (
        invoice.net.cents - sum(note.net.cents for note in notes),
        invoice.vat.cents - sum(note.vat.cents for note in notes),
        invoice.gross.cents - sum(note.gross.cents for note in notes),
    )


def in_notes(invoice: Totals, parts: list[list[Line]]) -> list[Totals]:
    notes: list[Totals] = []
    for part in parts:
        notes.append(credited(invoice, notes, part))
        assert all(left >= 0 for left in left_of(invoice, notes))
    return notes


@given(st.lists(st.lists(lines, min_size=1, max_size=3), max_size=8))
def test_31_notes_for_every_line_are_exactly_the_invoice_and_never_more(
    parts: list[list[Line]],
) -> None:
    invoice = invoiced(line for part in parts for line in part)

    notes = in_notes(invoice, parts)

    # A rate whose net is nothing has no VAT to be left over.
    assert left_of(invoice, notes) == (0, 0, 0)


@given(st.lists(lines, min_size=1, max_size=8), st.data())
def test_31_notes_for_parts_of_lines_never_exceed_the_invoice(
    lines: list[Line], data: st.DataObject
) -> None:
    invoice = invoiced(lines)
    parts = [
        [Line(Money(data.draw(st.integers(0, line.net.cents))), line.rate_millionths)]
        for line in lines
    ]

    notes = in_notes(invoice, parts)

    for note in notes:
        assert note.gross == note.net + note.vat
        assert note.vat.cents >= 0


@given(st.integers(0, 10**6).map(Money), st.sampled_from(RATES), st.integers(1, 100))
def test_31_more_than_is_left_is_refused(net: Money, rate: int, more: int) -> None:
    invoice = invoiced([Line(net, rate)])

    with pytest.raises(CreditsTooMuch) as refusal:
        credited(invoice, [], [Line(net + Money(more), rate)])
    assert refusal.value.left == net
    with pytest.raises(CreditsTooMuch):
        credited(invoice, [], [Line(Money(1), 50_000)])
    with pytest.raises(CreditsTooMuch):
        credited(invoice, [], [Line(Money(-1), rate)])


def test_31_the_last_of_four_notes_takes_the_cent_that_rounding_left() -> None:
    parts = [[Line(Money(cents), 200_000)] for cents in (6833, 5750, 8500, 6833)]
    invoice = invoiced(line for part in parts for line in part)

    notes = in_notes(invoice, parts)

    assert [note.gross.cents for note in notes] == [8200, 6900, 10200, 8199]


@given(st.integers(0, 10**6).map(Money), st.lists(st.integers(0, 10**5).map(Money)))
def test_31_capped_amounts_are_what_was_wanted_up_to_the_limit(
    limit: Money, wanted: list[Money]
) -> None:
    given_out = capped(limit, wanted)

    assert Money.total(given_out) == min(limit, Money.total(wanted))
    assert all(part <= wish for part, wish in zip(given_out, wanted, strict=True))


@given(st.integers(0, 10**7).map(Money), st.integers(1, 366), st.data(), st.sampled_from(RATES))
def test_31_a_refund_of_unused_days_never_exceeds_what_was_paid(
    net: Money, days: int, data: st.DataObject, rate: int
) -> None:
    unused = data.draw(st.integers(0, days))
    paid = invoiced([Line(net, rate)])

    refund = unused_days_refund(net, unused, days, rate)

    assert refund.net <= paid.net
    assert refund.vat <= paid.vat
    assert refund.gross == refund.net + refund.vat
    if unused == days:
        assert refund == paid
