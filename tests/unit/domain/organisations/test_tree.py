from uuid import UUID

import pytest

from askpro.domain.ids import BranchId, OrganisationId
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.branch import (
    Address,
    NotANumber,
    PhoneNumber,
    caller_number,
)
from askpro.domain.organisations.organisation import Kind, NoSuchPlace, below, platform
from askpro.domain.organisations.policy import PLATFORM_DEFAULT, Policy, settle
from askpro.domain.organisations.scope import Scope

ROOT = platform(OrganisationId(UUID(int=1)), "askpro", "post@example.org")
RESELLER = below(ROOT, OrganisationId(UUID(int=2)), Kind.RESELLER, "Nordlicht")
UNDER = below(RESELLER, OrganisationId(UUID(int=3)), Kind.RESELLER, "Südlicht")
SALON = below(UNDER, OrganisationId(UUID(int=4)), Kind.COMPANY, "Salon Haarmonie")


def test_a_path_leads_from_the_root_to_the_company() -> None:
    assert SALON.path == (ROOT.id, RESELLER.id, UNDER.id, SALON.id)
    assert SALON.parent_id == UNDER.id
    assert ROOT.parent_id is None
    assert SALON.depth == 4


def test_an_organisation_sees_itself_and_what_is_below() -> None:
    assert RESELLER.contains(SALON)
    assert RESELLER.contains(RESELLER)
    assert not SALON.contains(RESELLER)


def test_below_a_company_nothing_stands() -> None:
    with pytest.raises(NoSuchPlace):
        below(SALON, OrganisationId(UUID(int=5)), Kind.RESELLER, "x")


def test_there_is_one_root() -> None:
    with pytest.raises(NoSuchPlace):
        below(ROOT, OrganisationId(UUID(int=5)), Kind.PLATFORM, "x")


def test_an_actor_sees_its_own_subtree_and_the_system_all() -> None:
    assert Actor(ActorKind.MEMBER, "mia", SALON.id).scope == Scope.of(SALON.id)
    assert Actor(ActorKind.SYSTEM, "worker").scope == Scope.everything()


@pytest.mark.parametrize(
    "text", [None, "", "anonymous", "Anonymous", "unknown", "restricted", "withheld", "0151 123"]
)
def test_a_withheld_or_malformed_number_is_nobodys(text: str | None) -> None:
    assert caller_number(text) is None


def test_a_shown_number_is_the_callers() -> None:
    assert caller_number("+4915112345678") == "+4915112345678"


@pytest.mark.parametrize("text", ["030 1234", "+0301234567", "+49", "4930123456789", "+49 30 1234"])
def test_a_number_is_stored_in_e164_only(text: str) -> None:
    with pytest.raises(NotANumber):
        PhoneNumber(text, BranchId(UUID(int=9)), SALON.id)


def test_an_address_is_one_line() -> None:
    assert str(Address("Lindenstraße 12", "50674", "Köln")) == "Lindenstraße 12, 50674 Köln"


def test_the_most_specific_policy_wins_and_silence_asks_the_next() -> None:
    service = Policy(minimum_notice_minutes=0)
    branch = Policy(minimum_notice_minutes=60, hold_minutes=10)

    rules = settle(service, branch)

    assert rules.minimum_notice_minutes == 0
    assert rules.hold_minutes == 10
    assert rules.booking_window_days == PLATFORM_DEFAULT.booking_window_days
