"""What the agent hears before it picks up."""

import json
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import attrs
import httpx

from askpro.adapters.retell import RetellVoice
from askpro.domain.billing.chain import Chain
from askpro.domain.billing.link import Link
from askpro.domain.booking.hours import WeeklyHours
from askpro.domain.booking.service import Catalogue
from askpro.domain.ids import BranchId, CallId, OrganisationId
from askpro.domain.organisations.branch import Branch
from askpro.domain.organisations.organisation import Language
from askpro.domain.telephony.desk import Desk, Mode

VOICE = RetellVoice("key", httpx.Client())
NEARLY_MIDNIGHT_UTC = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
PLATFORM, COMPANY = OrganisationId(UUID(int=1)), OrganisationId(UUID(int=2))
DESK = Desk(
    call_id=CallId("call_1"),
    caller="+4915112345678",
    organisation_id=COMPANY,
    company="Salon Müller",
    branch=Branch(BranchId(UUID(int=3)), COMPANY, "Mitte", ZoneInfo("Europe/Berlin")),
    language=Language.GERMAN,
    opened_at=NEARLY_MIDNIGHT_UTC,
    mode=Mode.SERVE,
    chain=Chain((Link(PLATFORM, COMPANY, ()),)),
    catalogue=Catalogue(WeeklyHours(()), (), ()),
)


def test_the_agent_learns_company_greeting_and_the_branchs_own_day() -> None:
    answer = json.loads(VOICE.welcome(DESK, NEARLY_MIDNIGHT_UTC))["call_inbound"]

    assert answer["dynamic_variables"]["company"] == "Salon Müller"
    assert "Salon Müller" in answer["dynamic_variables"]["greeting"]
    assert answer["dynamic_variables"]["date"] == "2026-11-21"
    assert answer["dynamic_variables"]["time"] == "00:30"
    assert answer["dynamic_variables"]["today"] == "heute, Samstag, den 21. November"
    assert answer["dynamic_variables"]["mode"] == "serve"
    assert answer["metadata"]["organisation_id"] == str(COMPANY)


def test_every_dynamic_variable_is_a_text() -> None:
    answer = json.loads(VOICE.welcome(DESK, NEARLY_MIDNIGHT_UTC))["call_inbound"]

    assert {type(value) for value in answer["dynamic_variables"].values()} == {str}


def test_who_cannot_pay_gets_a_short_call_for_a_message() -> None:
    poor = attrs.evolve(DESK, mode=Mode.TAKE_MESSAGE)

    answer = json.loads(VOICE.welcome(poor, NEARLY_MIDNIGHT_UTC))["call_inbound"]

    assert answer["dynamic_variables"]["mode"] == "take_message"
    assert "Nachricht" in answer["dynamic_variables"]["greeting"]
    assert answer["agent_override"] == {"agent": {"max_call_duration_ms": 180_000}}


def test_a_rejection_stands_alone() -> None:
    assert json.loads(VOICE.welcome(None, NEARLY_MIDNIGHT_UTC)) == {
        "call_inbound": {"reject": True}
    }
