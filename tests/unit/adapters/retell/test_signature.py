"""The vendor's own vectors, and what they leave out."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from askpro.adapters.retell import RetellVoice
from askpro.adapters.retell.signature import sign
from askpro.ports.voice import NotAuthentic
from tests.shared import shared_json

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
KEY = "key_of_a_test"
BODY = '{"event":"call_ended","call":{"name":"Zoë Müßig-Łęcka 🦷 u\u0308"}}'.encode()
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def voice(key: str | None = KEY) -> RetellVoice:
    return RetellVoice(key, httpx.Client())


def test_every_vector_of_the_vendor_is_judged_as_the_vendor_judges_it() -> None:
    vectors = shared_json("vendor/retell/signature_vectors.json")["vectors"]

    judged = {}
    for vector in vectors:
        now = EPOCH + timedelta(milliseconds=vector["now_ms"])
        try:
            body = bytes.fromhex(vector["body_utf8_hex"])
            voice(vector["api_key"]).authenticate(body, vector["signature"], now)
            judged[vector["name"]] = True
        except NotAuthentic:
            judged[vector["name"]] = False

    assert judged == {vector["name"]: vector["valid"] for vector in vectors}
    assert len(judged) == 13


def test_what_the_platform_signed_is_authentic_for_five_minutes_to_the_millisecond() -> None:
    header = sign(KEY, BODY, NOW)

    voice().authenticate(BODY, header, NOW + timedelta(minutes=5))
    voice().authenticate(BODY, header, NOW - timedelta(minutes=5))
    with pytest.raises(NotAuthentic):
        voice().authenticate(BODY, header, NOW + timedelta(minutes=5, milliseconds=1))
    with pytest.raises(NotAuthentic):
        voice().authenticate(BODY, header, NOW - timedelta(minutes=5, milliseconds=1))


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "v=,d=",
        "nonsense",
        sign(KEY, BODY, NOW).replace("d=", "d=0", 1),
        sign(KEY, BODY, NOW).upper(),
        sign(KEY, BODY, NOW) + ",x=1",
        sign(KEY, BODY, NOW) + "\n",
        " " + sign(KEY, BODY, NOW),
        sign(KEY, BODY + b" ", NOW),
        sign("another key", BODY, NOW),
        f"v={'9' * 400},d={'0' * 64}",
        f"v=١٧٩٥٢٢٢٨٠٠٠٠٠,d={'0' * 64}",
    ],
)
def test_any_other_header_is_not_authentic(header: str | None) -> None:
    with pytest.raises(NotAuthentic):
        voice().authenticate(BODY, header, NOW)


@pytest.mark.parametrize("missing", [None, ""])
def test_without_a_key_nothing_is_authentic(missing: str | None) -> None:
    with pytest.raises(NotAuthentic):
        voice(missing).authenticate(BODY, sign(missing or "", BODY, NOW), NOW)


def test_the_key_is_in_no_representation() -> None:
    assert KEY not in repr(voice())
