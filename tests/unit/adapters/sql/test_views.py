"""Lists: newest first, page by page, only the own subtree, one statement each."""

from collections.abc import Callable
from datetime import datetime, timedelta

import attrs
import pytest

from askpro.adapters.sql.storage import SqlStorage
from askpro.adapters.sql.views import SqlViews
from askpro.domain.booking.appointment import Status
from askpro.domain.ids import CallId, OrganisationId
from askpro.domain.money import Money
from askpro.domain.notices.notice import Told
from askpro.domain.organisations.scope import Scope
from askpro.ports.storage import Work
from askpro.ports.views import MOST_LINES, BadCursor, PageOf
from tests.unit.adapters.sql import things
from tests.unit.adapters.sql.conftest import Counted
from tests.unit.adapters.sql.things import COMPANY, NOON, RESELLER, RIVAL

EVERYTHING = Scope.everything()
List = Callable[[Scope, str | None, int], PageOf[object]]
LISTS = ("calls", "appointments", "charges", "transactions", "wallets", "letters")


@pytest.fixture
def filled(storage: SqlStorage) -> SqlStorage:
    """Five of everything for the company, one of each for the rival, a call of nobody."""
    with storage.begin(EVERYTHING) as work:
        for n in range(5):
            later = NOON + timedelta(hours=n // 2)  # some at the same instant
            call = attrs.evolve(things.a_call(f"call-{n}"), first_seen_at=later)
            work.calls.meet(call)
            work.appointments.add(things.an_appointment(things.a_hold(call.id, minute=n * 40)))
            _charge(work, f"call:{call.id}", COMPANY.id, later)
            work.letters.keep(Told(f"k{n}", COMPANY.id, "mia@example.org", "Termin", later))
        work.calls.meet(things.a_call("rival", RIVAL.id))
        work.calls.meet(things.a_call("nobody", None))
        _charge(work, "call:rival", RIVAL.id, NOON)
        work.letters.keep(Told("rival", RIVAL.id, "x@example.org", "Termin", NOON))
    return storage


def _charge(work: Work, source: str, owner: OrganisationId, at: datetime) -> None:
    transaction = attrs.evolve(things.a_transaction(source, company=owner), posted_at=at)
    work.ledger.post(transaction)
    work.charges.add([attrs.evolve(things.a_charge(source, transaction, owner), occurred_at=at)])


def pages(listed: List, scope: Scope, most: int) -> list[object]:
    found: list[object] = []
    after: str | None = None
    while True:
        page = listed(scope, after, most)
        found += page.lines
        after = page.next
        if after is None:
            return found


@pytest.mark.parametrize("name", LISTS)
def test_pages_together_are_the_whole_list_with_one_statement_each(
    filled: SqlStorage, views: SqlViews, counted: Counted, name: str
) -> None:
    listed: List = getattr(views, name)
    whole = listed(EVERYTHING, None, 100)
    selects = [text for text in counted.statements if "SELECT" in text]

    assert len(selects) == 1
    assert whole.next is None
    assert pages(listed, EVERYTHING, 2) == list(whole.lines)
    assert len(listed(EVERYTHING, None, 3).lines) == 3


@pytest.mark.parametrize(
    ("name", "expected"),
    [("calls", 5), ("appointments", 5), ("charges", 5), ("transactions", 5), ("wallets", 1),
     ("letters", 5)],
)  # fmt: skip
def test_a_company_sees_its_own_and_a_reseller_all_below(
    filled: SqlStorage, views: SqlViews, name: str, expected: int
) -> None:
    listed: List = getattr(views, name)
    nobody = Scope.of(OrganisationId(things.new_id()))
    rivals = 0 if name == "appointments" else 1

    assert len(pages(listed, Scope.of(COMPANY.id), 2)) == expected
    assert len(pages(listed, Scope.of(RIVAL.id), 2)) == rivals
    below = expected + rivals + (name == "wallets")
    assert len(pages(listed, Scope.of(RESELLER.id), 2)) == below
    assert pages(listed, nobody, 2) == []


def test_a_call_shows_what_was_paid_and_booked(filled: SqlStorage, views: SqlViews) -> None:
    page = views.calls(EVERYTHING)

    lines = {line.id: line for line in page.lines}
    moments = [line.first_seen_at for line in page.lines]
    assert moments == sorted(moments, reverse=True)
    assert lines[CallId("call-0")].paid == Money(400)
    assert lines[CallId("call-0")].appointments == 1
    assert lines[CallId("call-0")].company == COMPANY.name
    assert lines[CallId("nobody")].organisation_id is None
    assert lines[CallId("nobody")].paid is None


def test_an_appointment_shows_names(filled: SqlStorage, views: SqlViews) -> None:
    line = views.appointments(EVERYTHING).lines[0]

    assert (line.service, line.staff, line.customer) == ("Schnitt", "Anna", "Mia")
    assert (line.zone, line.company) == ("Europe/Berlin", COMPANY.name)
    assert line.status is Status.REQUESTED
    assert line.price == Money(3200)


def test_transactions_are_shown_whole(filled: SqlStorage, views: SqlViews) -> None:
    with filled.look(EVERYTHING) as work:
        everything = list(work.ledger.all())

    assert list(views.transactions(EVERYTHING).lines) == everything[::-1]


def test_wallets_come_by_name(filled: SqlStorage, views: SqlViews) -> None:
    names = [line.organisation.name for line in views.wallets(EVERYTHING).lines]

    assert names == ["Platform", "Reseller", "Rival", "Salon Zoë"]


@pytest.mark.parametrize("name", LISTS)
def test_a_cursor_of_another_list_or_made_up_is_refused(
    filled: SqlStorage, views: SqlViews, name: str
) -> None:
    listed: List = getattr(views, name)
    others = [getattr(views, other)(EVERYTHING, None, 1).next for other in LISTS if other != name]
    own = listed(EVERYTHING, None, 1).next
    assert own is not None

    for cursor in (*others, "", "x", "ä", "AAAA", own + "=", own[:-3], "W10", "A" * 5000):
        with pytest.raises(BadCursor):
            listed(EVERYTHING, cursor, 1)


def test_a_page_is_never_longer_than_agreed(storage: SqlStorage, views: SqlViews) -> None:
    with storage.begin(EVERYTHING) as work:
        for n in range(MOST_LINES + 1):
            work.letters.keep(Told(f"k{n}", COMPANY.id, "mia@example.org", "Termin", NOON))

    assert len(views.letters(EVERYTHING, None, 10_000).lines) == MOST_LINES
    assert len(views.letters(EVERYTHING, None, 0).lines) == 1
