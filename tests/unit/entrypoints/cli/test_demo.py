"""The demo's data, on memory and on SQLite."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from askpro.domain.ids import CallId, OrganisationId
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.organisation import Language
from askpro.domain.organisations.scope import Scope
from askpro.domain.organisations.visit import LinkSpent
from askpro.domain.telephony.call import CallReport, CallStatus, Envelope
from askpro.domain.telephony.desk import Mode
from askpro.entrypoints.cli import demo_data as data
from askpro.entrypoints.cli.demo_keys import DemoKeys, keys_in
from askpro.entrypoints.cli.house import opened, settings
from askpro.entrypoints.container import Container
from askpro.entrypoints.tokens import token_hash
from tests.system.house import Watch, container_on, in_memory
from tests.unit.entrypoints.cli.conftest import Askpro

CALLER = "+4915112345678"


@pytest.fixture
def keys(tmp_path: Path) -> DemoKeys:
    return keys_in(tmp_path)


@pytest.fixture(params=["memory", "sqlite"])
def container(
    request: pytest.FixtureRequest, keys: DemoKeys, tmp_path: Path
) -> Iterator[Container]:
    if request.param == "memory":
        made = container_on(in_memory(watch := Watch()), watch)
        data.seed(made, keys)
        yield made
        return
    with opened(settings({}, data=tmp_path), any_schema=True) as made:
        made.schema().upgrade()
        data.seed(made, keys)
        yield made


def balances(container: Container) -> dict[str, int]:
    page = container.views().wallets(Scope.everything())
    return {line.organisation.name: line.wallet.balance.cents for line in page.lines}


def ring(container: Container, number: str, seconds: int) -> CallId:
    """A whole call, from picking up to the charge."""
    id = CallId(f"demo-{number}-{seconds}")
    envelope = Envelope(id, number, CALLER, started_at=container.clock()())
    assert container.pick_up()(envelope).mode is Mode.SERVE
    ended = CallReport(
        envelope,
        "call_ended",
        CallStatus.ENDED,
        ended_at=container.clock()() + timedelta(seconds=seconds),
        length_ms=seconds * 1000,
    )
    container.hear_of_call()(ended)
    return id


def explained(container: Container, call: CallId, reader: OrganisationId | None) -> str:
    by = Actor(ActorKind.MEMBER, "reader", reader)
    with container.storage().look(Scope.everything()) as work:
        charge, *_ = work.charges.under(f"call:{call}")
    return "\n".join(container.explain_charge()(charge.id, by=by, language=Language.ENGLISH))


def test_planting_twice_keeps_everything(container: Container, keys: DemoKeys) -> None:
    ring(container, data.SALON_NUMBER, 60)
    before = balances(container)

    data.seed(container, keys)

    assert balances(container) == before
    assert before == {
        "Autohaus Lindner": 6000,
        "Fleet Street Barbers": 4000,
        "Nordlicht Telefonassistenz": 20000 - 30,
        "Praxis Dr. Sommer": 8000,
        "Salon Haarmonie": 5000 - 40,
    }


def test_ten_minutes_at_the_salon_leave_each_tier_its_share(container: Container) -> None:
    told = explained(container, ring(container, data.SALON_NUMBER, 600), None)

    assert "Salon Haarmonie pays 4.00 EUR = 3.00 EUR + 1.00 EUR." in told
    assert container.verify_ledger()().faults == ()


def test_ten_minutes_at_the_direct_company_are_all_the_platforms(container: Container) -> None:
    told = explained(container, ring(container, data.GARAGE_NUMBER, 600), None)

    assert "Autohaus Lindner pays 4.20 EUR = 4.20 EUR." in told
    assert "Nordlicht" not in told


def test_the_salon_learns_nothing_of_the_margin_above_it(container: Container) -> None:
    told = explained(container, ring(container, data.SALON_NUMBER, 600), data.SALON_ID)

    assert "Salon Haarmonie pays the provider 4.00 EUR." in told
    assert "0.30" not in told
    assert "Nordlicht" not in told


def test_the_salon_has_its_staff_services_and_address(container: Container) -> None:
    with container.storage().look(Scope.of(data.SALON_ID)) as work:
        branch = work.branches.at(data.SALON_NUMBER)
        catalogue = work.catalogues.of(branch.id)

    assert str(branch.address) == "Lindenstraße 12, 50674 Köln"
    assert [member.name for member in catalogue.staff] == ["Ben", "Elif", "Mia", "Noah"]
    offered = {one.name: (one.length_minutes, one.price.cents) for one in catalogue.services}
    assert offered["Haarschnitt Damen"] == (45, 4900)
    assert offered["Haarschnitt Herren"] == (30, 3200)
    assert offered["Dauerwelle"][0] == 135
    assert all(catalogue.able(service) for service in catalogue.services)


def test_the_demos_keys_open_its_organisations(container: Container, keys: DemoKeys) -> None:
    admit = container.admit_key()

    assert admit(token_hash(keys.platform)).organisation.id == data.PLATFORM
    assert admit(token_hash(keys.reseller)).organisation.id == data.RESELLER
    assert admit(token_hash(keys.salon)).organisation.id == data.SALON_ID


def test_secrets_are_made_once_and_readable_only_by_who_made_them(tmp_path: Path) -> None:
    first, again = keys_in(tmp_path), keys_in(tmp_path)

    assert first == again
    assert {path.stat().st_mode & 0o777 for path in tmp_path.glob("*.toml")} == {0o600}


def test_the_guide_names_the_lines_to_type_and_quotes_them(askpro: Askpro, tmp_path: Path) -> None:
    folder = tmp_path / "my demo"

    said = askpro("demo", "--data", str(folder), "--port", "8123", "--no-serve")

    assert f" call --data '{folder}'\n" in said.out
    assert f"ASKPRO_DATA='{folder}' ASKPRO_PORT=8123 " in said.out
    scripted = re.search(r"--script (\S+)", said.out)
    assert scripted
    assert Path(scripted[1]).is_absolute()
    assert Path(scripted[1]).is_file()
    assert len(said.out.splitlines()) < 30
    with httpx.Client() as client, pytest.raises(httpx.ConnectError):
        client.get("http://127.0.0.1:8123/health/live")  # --no-serve serves nothing


def test_the_guide_has_a_link_for_one_of_each_kind_that_signs_in_once(
    askpro: Askpro, tmp_path: Path
) -> None:
    said = askpro("demo", "--data", str(tmp_path), "--no-serve")
    links = re.findall(r"Als (.+?) anmelden +http://127.0.0.1:8000/enter/(\S+)", said.out)

    assert [name for name, _ in links] == ["Betreiber", "Nordlicht", "Salon Haarmonie"]
    with opened(settings({}, data=tmp_path)) as container:
        sign_in = container.sign_in()
        owners = [sign_in.behind(token).organisation_id for _, token in links]
        sign_in.by_link(links[0][1])
        with pytest.raises(LinkSpent):
            sign_in.by_link(links[0][1])
    assert owners == [data.PLATFORM, data.RESELLER, data.SALON_ID]


def test_one_company_speaks_english(container: Container) -> None:
    with container.storage().look(Scope.everything()) as work:
        languages = {shop.name: work.organisations.get(shop.id).language for shop in data.SHOPS}

    assert languages.pop("Fleet Street Barbers") is Language.ENGLISH
    assert set(languages.values()) == {Language.GERMAN}
