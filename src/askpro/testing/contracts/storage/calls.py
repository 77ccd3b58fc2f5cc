"""Calls, desks, the inbox and the letters."""

from decimal import Decimal

import attrs
import pytest

from askpro.domain.billing.chain import Chain
from askpro.domain.billing.commission import Agreement, Band, Base
from askpro.domain.billing.link import Link
from askpro.domain.billing.meter import CALL, CALL_SECOND
from askpro.domain.billing.price import Flat, PerSecond
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.ids import AgreementId, CallId, PriceRuleId
from askpro.domain.money import Price
from askpro.domain.notices.notice import Told
from askpro.domain.organisations.organisation import Language
from askpro.domain.telephony.call import Call, CallStatus, Direction, NoSuchCall
from askpro.domain.telephony.desk import Desk, Mode
from askpro.ports.storage import Storage
from askpro.testing.contracts.storage.planted import Planted
from askpro.testing.world import EVERYTHING, NOON, World, minutes, some_id


def a_desk(world: World, call: Call) -> Desk:
    """A desk with one link of each kind."""
    salon = world.salon
    agreement = Agreement(
        AgreementId(some_id()), (Band(0, 250_000), Band(1_000_000, 275_000)), Base.REMAINDER
    )
    rules = tuple(
        PriceRule(PriceRuleId(some_id()), meter, world.reseller.id, salon.id, NOON, model)
        for meter, model in (
            (CALL, Flat(Price.parse("0.50"))),
            (CALL_SECOND, PerSecond(Price.parse("0.42"), 6, 30)),
        )
    )
    links = (
        Link(world.platform.id, world.reseller.id, (), agreement, prepaid=False),
        Link(world.reseller.id, salon.id, rules, may_lose=True),
    )
    return Desk(
        call_id=call.id,
        caller=call.caller,
        organisation_id=salon.id,
        company=salon.company.name,
        branch=salon.branch,
        language=Language.GERMAN,
        opened_at=NOON,
        mode=Mode.SERVE,
        chain=Chain(links),
        catalogue=salon.catalogue,
    )


def told(world: World, key: str = "letter:1") -> Told:
    return Told(key, world.salon.id, "zoe@example.org", "Ihr Termin – bestätigt", NOON)


class CallClaims(Planted):
    """Calls, Inbox, Letters."""

    def test_a_call_met_first_is_as_it_was_seen(self, storage: Storage, world: World) -> None:
        call = world.salon.call()

        with storage.begin(EVERYTHING) as work:
            assert work.calls.meet(call) == call

        with storage.look(world.salon.scope) as work:
            assert work.calls.get(call.id) == call

    def test_a_call_met_again_is_the_known_one(self, storage: Storage, world: World) -> None:
        call = world.salon.call()
        later = attrs.evolve(call, first_seen_at=NOON + minutes(1), status=CallStatus.ONGOING)
        with storage.begin(EVERYTHING) as work:
            work.calls.meet(call)

        with storage.begin(EVERYTHING) as work:
            assert work.calls.meet(later) == call

    def test_a_saved_call_comes_back_whole(self, storage: Storage, world: World) -> None:
        call = world.salon.call()
        ended = attrs.evolve(
            call,
            status=CallStatus.ENDED,
            direction=Direction.OUTBOUND,
            started_at=NOON,
            ended_at=NOON + minutes(2),
            length_seconds=112,
            reason="user_hangup",
            cost_cents=Decimal("34.450000000001"),
            transcript="Grüß Gott 🦷",
            summary="",
            successful=False,
            billed_at=NOON + minutes(3),
        )
        with storage.begin(EVERYTHING) as work:
            work.calls.meet(call)
            work.calls.save(ended)

        with storage.look(EVERYTHING) as work:
            assert work.calls.get(call.id) == ended

    def test_an_unknown_call_is_missing(self, storage: Storage, world: World) -> None:
        with pytest.raises(NoSuchCall), storage.look(EVERYTHING) as work:
            work.calls.get(CallId("nobody"))
        with pytest.raises(NoSuchCall), storage.begin(EVERYTHING) as work:
            work.calls.save(world.salon.call())

    def test_a_call_of_nobody_is_seen_only_by_the_whole_tree(
        self, storage: Storage, world: World
    ) -> None:
        stray = attrs.evolve(world.salon.call(), organisation_id=None, branch_id=None)
        with storage.begin(EVERYTHING) as work:
            work.calls.meet(stray)

        with storage.look(EVERYTHING) as work:
            assert work.calls.get(stray.id) == stray
        with pytest.raises(NoSuchCall), storage.look(world.salon.scope) as work:
            work.calls.get(stray.id)

    def test_a_desk_is_settled_once(self, storage: Storage, world: World) -> None:
        call = world.salon.call()
        desk = a_desk(world, call)
        with storage.begin(EVERYTHING) as work:
            work.calls.meet(call)
            before = work.calls.desk(call.id)
            work.calls.keep_desk(desk)
            work.calls.keep_desk(attrs.evolve(desk, mode=Mode.TAKE_MESSAGE))

        with storage.look(world.salon.scope) as work:
            assert (before, work.calls.desk(call.id)) == (None, desk)

    def test_unended_calls_are_those_seen_before_whose_end_nobody_told(
        self, storage: Storage, world: World
    ) -> None:
        ringing, ongoing = world.salon.call(seen_at=NOON), world.salon.call(seen_at=NOON)
        recent = world.salon.call(seen_at=NOON + minutes(10))
        ended, lost = world.salon.call(), world.salon.call()
        with storage.begin(EVERYTHING) as work:
            for call in (ringing, ongoing, recent, ended, lost):
                work.calls.meet(call)
            work.calls.save(attrs.evolve(ongoing, status=CallStatus.ONGOING))
            work.calls.save(attrs.evolve(ended, status=CallStatus.ENDED))
            work.calls.save(attrs.evolve(lost, status=CallStatus.LOST))

        with storage.look(EVERYTHING) as work:
            found = work.calls.unended(NOON + minutes(10))
            few = work.calls.unended(NOON + minutes(10), most=1)

        assert {call.id for call in found} == {ringing.id, ongoing.id}
        assert len(few) == 1

    def test_a_message_is_kept_once(self, storage: Storage, world: World) -> None:
        with storage.begin(EVERYTHING) as work:
            assert work.inbox.keep("voice", "ended:1", b"\x00\xff", NOON)

        with storage.begin(EVERYTHING) as work:
            assert not work.inbox.keep("voice", "ended:1", b"other", NOON)
            assert work.inbox.keep("payments", "ended:1", b"", NOON)
            assert work.inbox.keep("voice", "ended:2", b"", NOON)

    def test_a_letter_is_noted_once(self, storage: Storage, world: World) -> None:
        letter = told(world)
        with storage.begin(EVERYTHING) as work:
            before = work.letters.sent(letter.key)
            work.letters.keep(letter)
            work.letters.keep(attrs.evolve(letter, sent_at=NOON + minutes(1)))

        with storage.look(world.salon.scope) as work:
            assert (before, work.letters.sent(letter.key)) == (False, True)
            assert not work.letters.sent("letter:2")
