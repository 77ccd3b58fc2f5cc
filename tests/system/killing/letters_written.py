"""Every letter that is due lies in the mailbox, whole, once, and no other does."""

import email
import email.policy
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from askpro.adapters.mail.folder import file_name
from tests.system.killing.callers import Heard
from tests.system.killing.salons import OPERATOR, SALONS
from tests.system.killing.words_kept import Kept

NO_RATE = "alert:no-rate:USD:"
POLICY = email.policy.default.clone(raise_on_defect=True)


def letter_faults(heard: Mapping[str, Heard], kept: Kept, mailbox: Path) -> Iterator[str]:
    wanted = {file_name(key): (key, to) for key, to in _due(heard, kept)}
    there = {path.name for path in mailbox.glob("*.eml")}
    yield from (f"the letter {wanted[name][0]} is missing" for name in wanted.keys() - there)
    yield from (f"nobody asked for the letter {name}" for name in there - wanted.keys())
    noted = sorted(row["key"] for row in kept.letters)
    if noted != sorted(key for key, _ in wanted.values()):
        yield f"the letters noted as sent are not those that were due: {noted}"
    for name in wanted.keys() & there:
        key, to = wanted[name]
        yield from _broken(mailbox / name, to, with_event=key.startswith("confirmed"))


def _due(heard: Mapping[str, Heard], kept: Kept) -> Iterator[tuple[str, str]]:
    salons = {salon.id: salon.email for salon in SALONS}
    for row in kept.appointments:
        yield f"confirmed:{row['id']}:customer", heard[row["call_id"]].plan.email
        yield f"confirmed:{row['id']}:branch", salons[row["organisation_id"]]
    for row in kept.callbacks:
        yield f"callback:{row['id']}:branch", salons[row["organisation_id"]]
    # The calls cost dollars and nobody has entered a rate: the operator hears of it once a day.
    for row in kept.letters:
        if row["key"].startswith(NO_RATE):
            yield row["key"], OPERATOR


def _broken(path: Path, to: str, *, with_event: bool) -> Iterator[str]:
    """Reading it raises where a part is cut off; a second letter would show in its headers."""
    letter = email.message_from_bytes(path.read_bytes(), policy=POLICY)
    headers: Sequence[str] = letter.get_all("Message-ID", [])
    kinds = [part.get_content_type() for part in letter.walk()]
    events = [part for part in letter.walk() if part.get_content_type() == "application/ics"]
    if letter["To"] != to or len(headers) != 1 or "text/plain" not in kinds:
        yield f"{path.name} is no letter to {to}: {kinds}"
    if with_event and [b"END:VCALENDAR" in _bytes(part) for part in events] != [True]:
        yield f"{path.name} has no whole calendar file"


def _bytes(part: email.message.Message) -> bytes:
    found = part.get_payload(decode=True)
    assert isinstance(found, bytes)
    return found
