"""What an e-mail looks like from outside, whatever the words are."""

from datetime import datetime, timedelta, timezone
from html.parser import HTMLParser

import attrs
import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.adapters.mail.compose import compose
from askpro.ports.messenger import Undeliverable
from askpro.testing.contracts.messenger import EVENT, a_message
from askpro.testing.world import NOON
from tests.contract.mailbox import as_arrived, parsed

SENDER = "termine@askpro.example"
HEADERS = {
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
}  # fmt: skip


def event_of(letter: bytes) -> icalendar.Event:
    (file,) = parsed(letter).iter_attachments()
    assert file.get_filename() == "termin.ics"
    (event,) = icalendar.Calendar.from_ical(file.get_content()).walk("VEVENT")
    assert isinstance(event, icalendar.Event)
    return event


@given(words=st.text(), name=st.text(), key=st.text())
def test_no_words_of_others_can_add_a_header_or_a_recipient(
    words: str, name: str, key: str
) -> None:
    message = attrs.evolve(a_message(key), subject=words, sender_name=name, text=words)

    mail = parsed(compose(message, SENDER, NOON).as_bytes())

    assert set(mail.keys()) <= HEADERS | {"Content-Transfer-Encoding"}
    assert [address.addr_spec for address in mail["To"].addresses] == ["zoe@example.org"]
    assert [address.addr_spec for address in mail["From"].addresses] == [SENDER]


@pytest.mark.parametrize(
    "trick", ["\r\nBcc: evil@example.org", "\nBcc: evil@example.org", "\r\r\n"]
)
def test_a_line_break_in_a_header_is_a_space(trick: str) -> None:
    message = attrs.evolve(a_message(), subject=f"Termin{trick}", sender_name=f"Salon{trick}")

    mail = parsed(compose(message, SENDER, NOON).as_bytes())

    assert mail["Bcc"] is None
    assert mail["Subject"].startswith("Termin")


@pytest.mark.parametrize(
    "recipient",
    ["", "zoe", "zoe@", "@example.org", "a@b@c", "zoe@example.org, evil@example.org",
     "zoe@example.org\r\nBcc: evil@example.org", "zoé@example.org", "<zoe@example.org>",
     "zoe..x@example.org", "z" * 300 + "@example.org", "zoe@" + "ü" * 80 + ".example"],
)  # fmt: skip
def test_what_is_no_address_is_undeliverable(recipient: str) -> None:
    with pytest.raises(Undeliverable):
        compose(attrs.evolve(a_message(), recipient=recipient), SENDER, NOON)


def test_a_domain_with_umlauts_is_written_in_its_ascii_form() -> None:
    message = attrs.evolve(a_message(), recipient="zoe@müller.example")

    assert compose(message, SENDER, NOON)["To"] == "zoe@xn--mller-kva.example"


@given(subject=st.text(alphabet="äöüßÄÖÜ aeiou,–€🦷", max_size=150))
def test_umlauts_arrive_as_they_were_written(subject: str) -> None:
    message = attrs.evolve(a_message(), subject=subject)

    letter = as_arrived(compose(message, SENDER, NOON).as_bytes())

    assert letter.subject.split() == subject.split()


def test_a_letter_travels_over_seven_bits() -> None:
    compose(a_message(event=EVENT), SENDER, NOON).as_bytes().decode("ascii")


def test_the_same_key_has_the_same_message_id_and_another_key_another() -> None:
    ids = [compose(a_message(key), SENDER, NOON)["Message-ID"] for key in ("a", "a", "b")]

    assert ids[0] == ids[1] != ids[2]
    assert ids[0].endswith("@askpro.example>")


def test_the_date_is_the_clocks_and_no_robot_answers() -> None:
    at = datetime(2026, 11, 23, 13, 30, tzinfo=timezone(timedelta(hours=1)))

    mail = compose(a_message(), SENDER, at)

    assert mail["Date"].datetime == at
    assert mail["Auto-Submitted"] == "auto-generated"


def test_what_looks_like_html_is_shown_and_not_obeyed() -> None:
    message = attrs.evolve(
        a_message(), text="<script>alert(1)</script> & Söhne", subject="<b>Termin</b>"
    )

    body = parsed(compose(message, SENDER, NOON).as_bytes()).get_body(("html",))

    assert body is not None
    html = body.get_content()
    assert "<script" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Söhne" in html


def test_paragraphs_lines_and_a_link_of_its_own_have_their_looks() -> None:
    text = "Guten Tag,\n\nZeile eins\nZeile zwei\n\nhttps://askpro.example/t?a=1&b=2\n\nBis bald"
    html = parsed(compose(attrs.evolve(a_message(), text=text), SENDER, NOON).as_bytes()).get_body(
        ("html",)
    )
    assert html is not None
    tags = Tags()

    tags.feed(html.get_content())

    assert tags.links == ["https://askpro.example/t?a=1&b=2"]
    assert (tags.count["p"], tags.count["br"]) == (4, 1)
    assert "style" not in tags.count


class Tags(HTMLParser):
    """Counts tags and collects links."""

    def __init__(self) -> None:
        super().__init__()
        self.count: dict[str, int] = {}
        self.links: list[str | None] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.count[tag] = self.count.get(tag, 0) + 1
        self.links += [value for name, value in attributes if name == "href"]


@pytest.mark.parametrize(
    ("cancelled", "method", "status"),
    [(False, "REQUEST", "CONFIRMED"), (True, "CANCEL", "CANCELLED")],
)
def test_an_event_is_an_invitation_or_strikes_it_out(
    cancelled: bool, method: str, status: str
) -> None:
    event = attrs.evolve(EVENT, cancelled=cancelled, sequence=3)
    letter = compose(a_message(event=event), SENDER, NOON).as_bytes()

    (inline,) = [
        part for part in parsed(letter).walk() if part.get_content_type() == "text/calendar"
    ]
    assert inline.get_param("method") == method
    entry = event_of(letter)
    assert (str(entry["UID"]), entry["SEQUENCE"], entry["STATUS"]) == (EVENT.uid, 3, status)
    assert str(entry["SUMMARY"]) == EVENT.title
    assert str(entry["LOCATION"]) == EVENT.place
    assert str(entry["ORGANIZER"]) == f"mailto:{SENDER}"


def test_an_events_times_are_in_utc() -> None:
    letter = compose(a_message(event=EVENT), SENDER, NOON).as_bytes()

    lines = event_of(letter).to_ical().decode().splitlines()

    assert {"DTSTART:20261123T120000Z", "DTEND:20261123T123000Z"} <= set(lines)


@given(title=st.text(), place=st.text())
def test_no_words_of_others_can_add_a_line_to_the_calendar_file(title: str, place: str) -> None:
    event = attrs.evolve(EVENT, title=title, place=place)

    entry = event_of(compose(a_message(event=event), SENDER, NOON).as_bytes())

    assert set(entry) == set(event_of(compose(a_message(event=EVENT), SENDER, NOON).as_bytes()))
