"""The tree, its branches and numbers."""

import attrs
import pytest

from askpro.domain.ids import BranchId, OrganisationId
from askpro.domain.organisations.branch import Address, Branch, PhoneNumber, UnknownNumber
from askpro.domain.organisations.organisation import Kind, Language, below, platform
from askpro.domain.organisations.scope import Scope
from askpro.ports.storage import AlreadyThere, NoSuchBranch, NoSuchOrganisation, Storage
from askpro.testing.contracts.storage.planted import Planted
from askpro.testing.world import BERLIN, EVERYTHING, NOON, World, a_number, some_id


class OrganisationClaims(Planted):
    """Organisations and Branches."""

    def test_an_organisation_comes_back_as_it_was_added(
        self, storage: Storage, world: World
    ) -> None:
        partner = attrs.evolve(
            below(world.reseller, OrganisationId(some_id()), Kind.RESELLER, "Müßig & Söhne 🦷"),
            language=Language.ENGLISH,
            email="post@partner.example",
            opened_at=NOON,
        )

        with storage.begin(Scope.of(world.reseller.id)) as work:
            work.organisations.add(partner)

        with storage.look(EVERYTHING) as work:
            assert work.organisations.get(partner.id) == partner

    def test_a_known_id_is_already_there(self, storage: Storage, world: World) -> None:
        with pytest.raises(AlreadyThere), storage.begin(EVERYTHING) as work:
            work.organisations.add(attrs.evolve(world.salon.company, name="Twin"))

    def test_a_second_platform_is_already_there(self, storage: Storage, world: World) -> None:
        with pytest.raises(AlreadyThere), storage.begin(EVERYTHING) as work:
            work.organisations.add(platform(OrganisationId(some_id()), "usurper"))

    def test_along_gives_those_in_the_scope_in_the_order_of_the_path(
        self, storage: Storage, world: World
    ) -> None:
        path = world.salon.company.path

        with storage.look(EVERYTHING) as work:
            whole = work.organisations.along(path)
        with storage.look(Scope.of(world.reseller.id)) as work:
            part = work.organisations.along(path)

        assert list(whole) == [world.platform, world.reseller, world.salon.company]
        assert list(part) == [world.reseller, world.salon.company]

    def test_organisations_are_read_page_by_page_in_the_order_of_ids(
        self, storage: Storage, world: World
    ) -> None:
        shops = (world.salon, world.garage)
        of_reseller = sorted([world.reseller.id, *(shop.id for shop in shops)])

        with storage.look(Scope.of(world.reseller.id)) as work:
            first = work.organisations.after(most=2)
            rest = work.organisations.after(first[-1].id, 2)
            beyond = work.organisations.after(rest[-1].id, 2)
        with storage.look(EVERYTHING) as work:
            every = work.organisations.after()

        assert [one.id for one in (*first, *rest)] == of_reseller
        assert list(beyond) == []
        assert len(every) == 5
        assert [one.id for one in every] == sorted(one.id for one in every)
        assert world.platform in every

    def test_the_platform_is_found_from_any_scope(self, storage: Storage, world: World) -> None:
        with storage.look(world.salon.scope) as work:
            assert work.organisations.platform() == world.platform

    def test_an_empty_tree_has_no_platform(self, storage: Storage) -> None:
        with pytest.raises(NoSuchOrganisation), storage.look(EVERYTHING) as work:
            work.organisations.platform()

    def test_a_branch_comes_back_as_it_was_added(self, storage: Storage, world: World) -> None:
        address = Address("Straße 1", "10115", "Berlin")
        branch = Branch(
            BranchId(some_id()), world.salon.id, "Nord", BERLIN, address, "nord@salon.example"
        )

        with storage.begin(world.salon.scope) as work:
            work.branches.add(branch)

        with storage.look(world.salon.scope) as work:
            assert work.branches.get(branch.id) == branch

    def test_a_branch_is_added_once(self, storage: Storage, world: World) -> None:
        with pytest.raises(AlreadyThere), storage.begin(EVERYTHING) as work:
            work.branches.add(world.salon.branch)

    def test_a_branch_of_nobody_is_refused(self, storage: Storage, world: World) -> None:
        orphan = attrs.evolve(
            world.salon.branch, id=BranchId(some_id()), organisation_id=OrganisationId(some_id())
        )

        with pytest.raises(NoSuchOrganisation), storage.begin(EVERYTHING) as work:
            work.branches.add(orphan)

    def test_an_unknown_branch_is_missing(self, storage: Storage, world: World) -> None:
        with pytest.raises(NoSuchBranch), storage.look(EVERYTHING) as work:
            work.branches.get(BranchId(some_id()))

    def test_a_number_rings_at_its_branch(self, storage: Storage, world: World) -> None:
        with storage.look(EVERYTHING) as work:
            assert work.branches.at(world.salon.number) == world.salon.branch

    def test_an_unknown_number_rings_nowhere(self, storage: Storage, world: World) -> None:
        with pytest.raises(UnknownNumber), storage.look(EVERYTHING) as work:
            work.branches.at(a_number())

    def test_a_number_switched_off_is_unknown_until_it_is_switched_on(
        self, storage: Storage, world: World
    ) -> None:
        number = PhoneNumber(world.salon.number, world.salon.branch.id, world.salon.id)
        with storage.begin(world.salon.scope) as work:
            work.branches.connect(attrs.evolve(number, active=False))

        with pytest.raises(UnknownNumber), storage.look(EVERYTHING) as work:
            work.branches.at(number.number)

        with storage.begin(world.salon.scope) as work:
            work.branches.connect(number)
        with storage.look(EVERYTHING) as work:
            assert work.branches.at(number.number) == world.salon.branch

    def test_a_number_of_an_inactive_organisation_is_unknown(
        self, storage: Storage, world: World
    ) -> None:
        closed = attrs.evolve(
            below(world.reseller, OrganisationId(some_id()), Kind.COMPANY, "Closed"), active=False
        )
        branch = Branch(BranchId(some_id()), closed.id, "Closed", BERLIN)
        number = PhoneNumber(a_number(), branch.id, closed.id)
        with storage.begin(EVERYTHING) as work:
            work.organisations.add(closed)
            work.branches.add(branch)
            work.branches.connect(number)

        with pytest.raises(UnknownNumber), storage.look(EVERYTHING) as work:
            work.branches.at(number.number)

    def test_a_number_of_another_organisation_is_already_there(
        self, storage: Storage, world: World
    ) -> None:
        stolen = PhoneNumber(world.stranger.number, world.salon.branch.id, world.salon.id)

        with pytest.raises(AlreadyThere), storage.begin(world.salon.scope) as work:
            work.branches.connect(stolen)

        with storage.look(EVERYTHING) as work:
            assert work.branches.at(world.stranger.number) == world.stranger.branch
