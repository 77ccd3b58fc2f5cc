"""Nothing lies in the repository that should not: secrets, addresses, files nobody can read."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.source import ROOT, texts

LONGEST_FILE_LINES = 300
MEASURED = {".py", ".html", ".js", ".css"}
# Written in two pieces, so that this file does not find itself.
SECRETS = {
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE " + "KEY",
    "a Stripe key": r"\b[sr]k_" + r"live_[0-9A-Za-z]{10,}",
    "a Stripe webhook secret": r"\bwhsec_" + r"[0-9A-Za-z+/]{32,}",
    "a Cal.com key": r"\bcal_" + r"live_[0-9a-f]{16,}",
    "a Retell key": r"\bkey_" + r"[0-9a-f]{24,}",
    "an AWS key": r"\bAKIA" + r"[0-9A-Z]{16}",
    "a GitHub token": r"\b(gh[pousr]_|github_pat_)" + r"[0-9A-Za-z_]{30,}",
    "a Slack token": r"\bxox[abprs]-" + r"[0-9A-Za-z-]{20,}",
    "a SendGrid key": r"\bSG\." + r"[\w-]{20,}\.[\w-]{20,}",
    "an OpenAI or Anthropic key": r"\bsk-" + r"(ant-|proj-)?[0-9A-Za-z_-]{32,}",
}
FOREIGN_WORDS = {
    "a registry host": r"pypi\." + r"org|pythonhosted\." + r"org|npmjs\." + r"(org|com)",
    "a path of one machine": r"(?<![\w.~}/-])/(" + r"root|work|Users|home/\w+)/",
}
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def found_in(text: str, shapes: dict[str, str]) -> set[str]:
    return {name for name, shape in shapes.items() if re.search(shape, text)}


def test_no_file_is_longer_than_one_can_hold_in_mind() -> None:
    long = {
        name: text.count("\n")
        for name, text in texts().items()
        if (Path(name).suffix in MEASURED or name == "run")
        and text.count("\n") > LONGEST_FILE_LINES
    }

    assert long == {}


def test_no_secret_is_kept_here() -> None:
    leaks = {name: found for name, text in texts().items() if (found := found_in(text, SECRETS))}

    assert leaks == {}


def test_no_word_of_another_place_is_kept_here() -> None:
    words = {
        name: found for name, text in texts().items() if (found := found_in(text, FOREIGN_WORDS))
    }

    assert words == {}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("a private key", "-----BEGIN RSA PRIVATE " + "KEY-----"),
        ("a private key", "-----BEGIN PRIVATE " + "KEY-----"),
        ("a Stripe key", "sk_" + "live_51H8abcDEFghi"),
        ("a Stripe key", "rk_" + "live_51H8abcDEFghi"),
        ("a Stripe webhook secret", "whsec_" + "a1B2" * 8),
        ("a Cal.com key", "cal_" + "live_" + "0f" * 16),
        ("a Retell key", "key_" + "0f" * 14),
        ("an AWS key", "AKIA" + "IOSFODNN7EXAMPLE"),
        ("a GitHub token", "ghp_" + "a1B2" * 9),
        ("a Slack token", "xoxb-" + "1234567890-abcdefghij"),
        ("a SendGrid key", "SG." + "a" * 22 + "." + "b" * 43),
        ("an OpenAI or Anthropic key", "sk-" + "ant-" + "a1B2" * 8),
    ],
)
def test_a_secret_would_be_found(kind: str, text: str) -> None:
    assert found_in(f'KEY = "{text}"', SECRETS) == {kind}


@pytest.mark.parametrize("text", ["sk_test_51H8abcDEFghi", "whsec_test", "key_length_minutes"])
def test_a_test_key_is_no_secret(text: str) -> None:
    assert found_in(text, SECRETS) == set()


@pytest.mark.parametrize(
    "text", ["https://pypi" + ".org/simple", " /ro" + "ot/askpro", '"/ho' + 'me/anna/x"']
)
def test_a_foreign_word_would_be_found(text: str) -> None:
    assert found_in(text, FOREIGN_WORDS)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_a_lock_pins_every_package_with_its_hashes_and_names_no_place(lock: Path) -> None:
    entries = lock.read_text().replace("\\\n", " ").splitlines()

    assert len(entries) > 20
    for entry in entries:
        assert re.match(r"[\w.-]+==[\w.]+( ; [^:]+)?( +--hash=sha256:[0-9a-f]{64})+$", entry), entry


def test_the_service_runs_what_the_tests_ran() -> None:
    dev, service = (set((ROOT / "requirements" / name).read_text().splitlines())
                    for name in ("dev.txt", "service.txt"))  # fmt: skip

    assert service <= dev


def test_the_locks_hold_everything_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    groups = project["optional-dependencies"]
    asked = {
        re.split(r"[\[<>=~ ]", wish)[0]
        for wish in project["dependencies"] + groups["service"] + groups["postgres"]
    }

    locked = set(
        re.findall(r"^([\w.-]+)==", (ROOT / "requirements/service.txt").read_text(), re.MULTILINE)
    )

    assert asked <= locked
