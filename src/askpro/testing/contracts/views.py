"""What every list must do: newest first, page by page, only the scope's own."""

from collections.abc import Callable

import attrs
import pytest

from askpro.domain.booking.customer import Customer
from askpro.domain.ids import CustomerId
from askpro.domain.money import Money
from askpro.domain.organisations.scope import Scope
from askpro.ports.storage import Storage
from askpro.ports.views import MOST_LINES, BadCursor, PageOf, Views
from askpro.testing.contracts.storage.belongings import Belongings
from askpro.testing.contracts.storage.billing import a_charge, a_transaction
from askpro.testing.contracts.storage.calls import told
from askpro.testing.contracts.storage.planted import Planted
from askpro.testing.contracts.storage.wallets import open_wallet
from askpro.testing.world import EVERYTHING, NOON, World, minutes, some_id

LISTS: dict[str, Callable[..., PageOf[object]]] = {
    "calls": lambda views, *asked: views.calls(*asked),
    "appointments": lambda views, *asked: views.appointments(*asked),
    "charges": lambda views, *asked: views.charges(*asked),
    "transactions": lambda views, *asked: views.transactions(*asked),
    "wallets": lambda views, *asked: views.wallets(*asked),
    "letters": lambda views, *asked: views.letters(*asked),
}

each_list = pytest.mark.parametrize("show", LISTS.values(), ids=LISTS.keys())


class ViewsContract(Planted):
    """Fill ``storage`` with an empty one, and ``views`` with what reads it."""

    @pytest.fixture
    def views(self, storage: Storage) -> Views:
        """Lists over the storage; the subclass makes them."""
        raise NotImplementedError

    @each_list
    def test_an_empty_list_is_one_empty_page(
        self, views: Views, world: World, show: Callable[..., PageOf[object]]
    ) -> None:
        assert show(views, EVERYTHING) == PageOf((), None)

    @each_list
    def test_a_list_shows_the_scopes_own_and_nobody_elses(
        self,
        views: Views,
        storage: Storage,
        world: World,
        show: Callable[..., PageOf[object]],
    ) -> None:
        Belongings.kept(storage, world)

        whole = show(views, EVERYTHING)
        assert whole.lines
        for scope in (Scope.of(world.reseller.id), world.salon.scope):
            assert show(views, scope) == whole
        for scope in (world.garage.scope, world.stranger.scope):
            assert show(views, scope) == PageOf((), None)

    @each_list
    def test_pages_one_after_another_are_the_whole_list(
        self,
        views: Views,
        storage: Storage,
        world: World,
        show: Callable[..., PageOf[object]],
    ) -> None:
        fill(storage, world, 7)

        lines: list[object] = []
        cursor, pages = None, 0
        while pages == 0 or cursor is not None:
            page = show(views, EVERYTHING, cursor, 3)
            assert len(page.lines) <= 3
            lines += page.lines
            cursor, pages = page.next, pages + 1

        assert lines == list(show(views, EVERYTHING).lines)
        assert pages == -(-len(lines) // 3)

    @each_list
    def test_what_was_cut_by_no_page_of_the_list_is_no_cursor(
        self,
        views: Views,
        storage: Storage,
        world: World,
        show: Callable[..., PageOf[object]],
    ) -> None:
        fill(storage, world, 3)

        for cursor in ("", "x", "0", "ü🦷", "bm9uZQ==", "x" * 5000, "null", "[]", "0:0"):
            with pytest.raises(BadCursor):
                show(views, EVERYTHING, cursor)

    def test_what_comes_meanwhile_does_not_shift_the_next_page(
        self, views: Views, storage: Storage, world: World
    ) -> None:
        old = [world.salon.call(f"c{n}", seen_at=NOON + minutes(n)) for n in range(4)]
        with storage.begin(EVERYTHING) as work:
            for call in old:
                work.calls.meet(call)
        first = views.calls(EVERYTHING, None, 2)
        with storage.begin(EVERYTHING) as work:
            work.calls.meet(world.salon.call("new", seen_at=NOON + minutes(9)))

        second = views.calls(EVERYTHING, first.next, 2)

        assert [line.id for line in (*first.lines, *second.lines)] == ["c3", "c2", "c1", "c0"]

    def test_lines_of_the_same_instant_are_all_shown_once(
        self, views: Views, storage: Storage, world: World
    ) -> None:
        with storage.begin(EVERYTHING) as work:
            for number in range(5):
                work.calls.meet(world.salon.call(f"c{number}"))

        seen, cursor = [], None
        for _ in range(5):
            page = views.calls(EVERYTHING, cursor, 1)
            seen += [line.id for line in page.lines]
            cursor = page.next

        assert (sorted(seen), cursor) == (["c0", "c1", "c2", "c3", "c4"], None)

    def test_no_page_is_longer_than_the_cap(
        self, views: Views, storage: Storage, world: World
    ) -> None:
        with storage.begin(EVERYTHING) as work:
            for number in range(MOST_LINES + 1):
                work.calls.meet(world.salon.call(f"c{number}"))

        page = views.calls(EVERYTHING, None, MOST_LINES + 1)

        assert len(page.lines) == MOST_LINES
        assert page.next is not None

    def test_a_call_is_shown_with_what_came_of_it(
        self, views: Views, storage: Storage, world: World
    ) -> None:
        its = Belongings.kept(storage, world)

        (line,) = views.calls(world.salon.scope).lines

        assert (line.id, line.organisation_id, line.company) == (
            its.call.id,
            world.salon.id,
            "Salon",
        )
        assert (line.caller, line.ours, line.status) == (
            its.call.caller,
            its.call.ours,
            its.call.status,
        )
        assert (line.paid, line.appointments) == (its.charge.rating.paid, 1)

    def test_a_call_not_charged_yet_was_paid_nothing_known(
        self, views: Views, storage: Storage, world: World
    ) -> None:
        with storage.begin(EVERYTHING) as work:
            work.calls.meet(world.salon.call())

        (line,) = views.calls(world.salon.scope).lines

        assert (line.paid, line.appointments, line.length_seconds) == (None, 0, None)

    def test_calls_of_nobody_are_shown_only_to_the_whole_tree(
        self, views: Views, storage: Storage, world: World
    ) -> None:
        with storage.begin(EVERYTHING) as work:
            stray = attrs.evolve(world.salon.call(), organisation_id=None, branch_id=None)
            work.calls.meet(stray)

        (line,) = views.calls(EVERYTHING).lines
        assert (line.id, line.organisation_id, line.company) == (stray.id, None, None)
        assert views.calls(Scope.of(world.platform.id)).lines == ()

    def test_an_appointment_is_shown_with_everybodys_names(
        self, views: Views, storage: Storage, world: World
    ) -> None:
        its = Belongings.kept(storage, world)

        (line,) = views.appointments(world.salon.scope).lines

        assert (line.company, line.service, line.staff) == ("Salon", "Haarschnitt", "Ada")
        assert (line.customer, line.phone, line.zone) == ("Zoë", "+491701", "Europe/Berlin")
        assert (line.during, line.status, line.price, line.call_id) == (
            its.appointment.during,
            its.appointment.status,
            Money(3200),
            its.call.id,
        )

    def test_a_charge_is_shown_with_the_companys_side(
        self, views: Views, storage: Storage, world: World
    ) -> None:
        its = Belongings.kept(storage, world)

        shown = {line.id: line for line in views.charges(world.salon.scope).lines}
        line = shown[its.charge.id]

        assert (line.id, line.company, line.source_key) == (
            its.charge.id,
            "Salon",
            its.charge.source_key,
        )
        assert (line.meter, line.quantity, line.paid) == (
            its.charge.rating.meter,
            100,
            its.charge.rating.paid,
        )

    def test_transactions_and_letters_are_shown_whole(
        self, views: Views, storage: Storage, world: World
    ) -> None:
        its = Belongings.kept(storage, world)

        assert views.transactions(world.salon.scope).lines == (its.transaction,)
        assert views.letters(world.salon.scope).lines == (its.letter,)

    def test_wallets_are_shown_by_the_name_of_their_organisation(
        self, views: Views, storage: Storage, world: World
    ) -> None:
        for id in (world.salon.id, world.garage.id, world.reseller.id):
            open_wallet(storage, id, 500)

        lines = views.wallets(Scope.of(world.reseller.id)).lines

        assert [line.organisation.name for line in lines] == ["Garage", "Nordlicht", "Salon"]
        assert {line.wallet.balance for line in lines} == {Money(500)}

    def test_lists_are_the_newest_first(self, views: Views, storage: Storage, world: World) -> None:
        fill(storage, world, 4)

        shown = [
            [line.first_seen_at for line in views.calls(EVERYTHING).lines],
            [line.during.start for line in views.appointments(EVERYTHING).lines],
            [line.occurred_at for line in views.charges(EVERYTHING).lines],
            [line.posted_at for line in views.transactions(EVERYTHING).lines],
            [line.sent_at for line in views.letters(EVERYTHING).lines],
        ]

        for instants in shown:
            assert instants == [NOON + minutes(60 * n) for n in (3, 2, 1, 0)]


def fill(storage: Storage, world: World, number: int) -> None:
    """So many of everything, an hour apart from noon on; three wallets."""
    salon = world.salon
    for id in (salon.id, world.garage.id, world.stranger.id):
        open_wallet(storage, id)
    with storage.begin(EVERYTHING) as work:
        for turn in range(number):
            at = NOON + minutes(60 * turn)
            customer = Customer(CustomerId(some_id()), salon.id, f"Kunde {turn}")
            hold = salon.hold(f"call-{turn}", at=at)
            appointment = salon.appointment(hold, customer.id)
            work.calls.meet(salon.call(f"call-{turn}", seen_at=at))
            work.customers.add(customer)
            work.diary.hold([hold], NOON)
            work.diary.keep(appointment, NOON)
            work.appointments.add(appointment)
            posted = a_transaction(f"call:call-{turn}", salon.id, world.reseller.id)
            work.ledger.post(attrs.evolve(posted, posted_at=at))
            work.charges.add([attrs.evolve(a_charge(world, f"call:call-{turn}"), occurred_at=at)])
            work.letters.keep(attrs.evolve(told(world, f"letter:{turn}"), sent_at=at))
