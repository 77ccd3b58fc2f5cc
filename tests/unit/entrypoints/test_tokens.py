"""A token is seen once, has a form of its own, and is kept as a hash."""

import pytest

from askpro.domain.organisations.key import KeyRefused, read_token
from askpro.entrypoints.tokens import new_key_token, new_secret, token_hash


def test_a_token_names_its_key_and_is_nobody_elses() -> None:
    made = [new_key_token() for _ in range(50)]

    assert all(read_token(one.token) == one.id for one in made)
    assert len({one.hash for one in made}) == 50
    assert all(len(one.token) == len("ask_live_") + 8 + 1 + 43 for one in made)


def test_the_hash_is_of_the_whole_token() -> None:
    made = new_key_token()

    assert made.hash == token_hash(made.token)
    assert made.hash != token_hash(made.token[:-1] + ("a" if made.token[-1] != "a" else "b"))
    assert made.token not in repr(made)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ask_live_",
        "ask_test_aaaaaaaa_" + "x" * 43,
        "ask_live_AAAAAAAA_" + "x" * 43,
        "ask_live_aaaaaaaa_" + "x" * 44,
        "ask_live_aaaaaaaa_" + "ä" * 43,
        "ask_live_aaaaaaaa_" + "x" * 43 + "\n",
    ],
)
def test_anything_else_is_no_token(text: str) -> None:
    with pytest.raises(KeyRefused):
        read_token(text)


def test_secrets_are_long_and_never_the_same() -> None:
    made = {new_secret() for _ in range(100)}

    assert len(made) == 100
    assert min(map(len, made)) >= 43
