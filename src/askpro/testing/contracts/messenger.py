"""What every messenger must do."""

from collections.abc import Sequence

import attrs
import pytest

from askpro.domain.errors import Unavailable
from askpro.domain.ids import OrganisationId
from askpro.domain.moment import Interval
from askpro.domain.notices.notice import CalendarEvent, Message
from askpro.ports.messenger import Messenger, Undeliverable
from askpro.testing.world import NOON, minutes, some_id

EVENT = CalendarEvent(
    uid="0192@askpro",
    sequence=0,
    during=Interval(NOON, NOON + minutes(30)),
    title="Haarschnitt, Salon Müßig",
    place="Straße 1, 10115 Berlin",
)


def a_message(key: str = "confirmed:1", event: CalendarEvent | None = None) -> Message:
    return Message(
        key=key,
        organisation_id=OrganisationId(some_id()),
        recipient="zoe@example.org",
        subject="Ihr Termin – bestätigt",
        text="Guten Tag Zoë Müßig-Łęcka 🦷,\n\nIhr Termin ist bestätigt.\n\nBis bald",
        sender_name="Salon Müßig",
        event=event,
    )


@attrs.frozen
class Arrived:
    """A letter as its recipient sees it; ``identity`` is the same for the same key."""

    identity: str
    recipient: str
    subject: str
    text: str
    sender_name: str
    event_uid: str | None


class MessengerContract:
    """Fill the messenger, its three moods, and what has arrived."""

    @pytest.fixture
    def messenger(self) -> Messenger:
        """One that works; the subclass makes it."""
        raise NotImplementedError

    def arrived(self, messenger: Messenger) -> Sequence[Arrived]:
        """What the recipients have, the oldest first."""
        raise NotImplementedError

    def refuse(self, messenger: Messenger) -> Message:
        """A message whose recipient's side will never take it."""
        raise NotImplementedError

    def fall_silent(self, messenger: Messenger) -> None:
        """From now on nobody answers."""
        raise NotImplementedError

    def test_a_letter_arrives_with_its_words(self, messenger: Messenger) -> None:
        message = a_message()

        messenger.send(message)

        (letter,) = self.arrived(messenger)
        assert (letter.recipient, letter.subject) == (message.recipient, message.subject)
        assert letter.text.split() == message.text.split()
        assert letter.sender_name == message.sender_name
        assert letter.event_uid is None

    @pytest.mark.parametrize("cancelled", [False, True])
    def test_an_event_travels_as_a_calendar_file(
        self, messenger: Messenger, cancelled: bool
    ) -> None:
        messenger.send(a_message(event=attrs.evolve(EVENT, cancelled=cancelled)))

        (letter,) = self.arrived(messenger)
        assert letter.event_uid == EVENT.uid

    def test_the_same_key_twice_is_at_worst_the_same_letter_twice(
        self, messenger: Messenger
    ) -> None:
        messenger.send(a_message("confirmed:1"))
        messenger.send(a_message("confirmed:1"))
        messenger.send(a_message("confirmed:2"))

        identities = [letter.identity for letter in self.arrived(messenger)]
        assert len(set(identities)) == 2
        assert len(identities) <= 3

    def test_who_never_takes_it_is_told_apart(self, messenger: Messenger) -> None:
        message = self.refuse(messenger)

        with pytest.raises(Undeliverable) as refused:
            messenger.send(message)

        assert refused.value.recipient == message.recipient
        assert refused.value.answer

    def test_silence_is_unavailable(self, messenger: Messenger) -> None:
        self.fall_silent(messenger)

        with pytest.raises(Unavailable):
            messenger.send(a_message())
