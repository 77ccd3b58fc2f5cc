"""``askpro call``: ring at a running askpro and book as a caller would."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import uuid4

from cyclopts import Parameter

from askpro.domain.organisations.branch import UnknownNumber
from askpro.entrypoints.cli.errors import WrongUsage
from askpro.entrypoints.cli.reached import reached
from askpro.entrypoints.cli.target import API_KEY_VARIABLE, target

if TYPE_CHECKING:
    import httpx

    from askpro.entrypoints.cli.simulator import Line, Outcome, Script, SimulatedCall

CALLER = "+4915112345678"
TIMEOUT_SECONDS = 15.0
DAY_SECONDS = 24 * 60 * 60

_LABELS = {
    "de": {"agent": "Agent:    ", "user": "Anrufer:  ", "function": "          →"},
    "en": {"agent": "Agent:  ", "user": "Caller: ", "function": "        →"},
}


def call(
    script: Path | None = None,
    *,
    to: str | None = None,
    from_: Annotated[str | None, Parameter(name="--from")] = None,
    url: str | None = None,
    key: str | None = None,
    api_key: str | None = None,
    data: Path | None = None,
    language: Literal["de", "en"] | None = None,
    seconds: int | None = None,
) -> int:
    """Call as a customer would, by hand or from a written conversation.

    Everything is sent as the telephone platform sends it, signed with its key: the
    ringing, each function, and the events after the call. Exits with 0 only when every
    written expectation was met and every event was taken. Where the demo runs, its
    address and its keys are found by themselves.

    Parameters
    ----------
    script
        A conversation in a text file: a line for each thing said, "erwarte: …" for what the
        answer must contain. Without it you speak yourself.
    to
        The dialled number; without it the script's, or the demo salon's.
    from_
        Your number, or "anonym" to withhold it.
    url
        Where askpro runs; http://127.0.0.1:8000 unless the demo says otherwise.
    key
        The key of the telephone platform, which signs every message; ASKPRO_RETELL_API_KEY.
    api_key
        A key of our own API, which shows the price of the call as well; ASKPRO_API_KEY.
    data
        The folder of a demo whose address and keys to take; var/demo where nothing is said.
    language
        What is spoken where the service does not say.
    seconds
        Pretend that the call took this long.
    """
    if seconds is not None and not 0 <= seconds <= DAY_SECONDS:
        raise WrongUsage(f"A call takes 0 to {DAY_SECONDS} seconds, not {seconds}.")
    wish = _wish(script, to=to, caller=from_, seconds=seconds, language=language)
    rung = target(url=url, key=key, api_key=api_key, data=data)
    with reached(rung.url), _line(rung.url, rung.key) as line:
        outcome = _led(line, wish, by_hand=script is None)
        _print_outcome(outcome)
        if rung.api_key:
            _print_charges(line.client, rung.api_key, outcome.call_id)
    if outcome.rejected:
        raise UnknownNumber(wish.to or "")
    return 0 if outcome.as_expected else 1


def _wish(
    script: Path | None,
    *,
    to: str | None,
    caller: str | None,
    seconds: int | None,
    language: str | None,
) -> "Script":
    """What is said, to whom and by whom; the command line comes before the script."""
    import attrs

    from askpro.domain.organisations.organisation import Language
    from askpro.entrypoints.cli.demo_data import SALON_NUMBER
    from askpro.entrypoints.cli.simulator import Script

    written = _read(script) if script else Script(())
    return attrs.evolve(
        written,
        to=to or written.to or SALON_NUMBER,
        caller=_caller(caller, written),
        seconds=written.seconds if seconds is None else seconds,
        language=Language(language) if language else written.language or Language.GERMAN,
    )


def _read(path: Path) -> "Script":
    """The conversation in the file. Raises ``WrongUsage`` with every line that is wrong."""
    from askpro.entrypoints.cli.simulator import UnreadableScript, read_script

    try:
        return read_script(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise WrongUsage(f"The script {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise WrongUsage(f"The script {path} is not a text in UTF-8.") from error
    except UnreadableScript as error:
        raise WrongUsage("\n".join(f"{path}, {one}" for one in error.mistakes)) from error


@contextmanager
def _line(url: str, key: str) -> Iterator["Line"]:
    import httpx

    from askpro.entrypoints.cli.simulator import Line

    with httpx.Client(base_url=url, timeout=TIMEOUT_SECONDS) as client:
        yield Line(client, key, _now)


def _led(line: "Line", wish: "Script", *, by_hand: bool) -> "Outcome":
    """The whole call."""
    from askpro.entrypoints.cli.simulator import SimulatedCall, play

    assert wish.to, "somebody is rung"
    assert wish.language, "something is spoken"
    simulated = SimulatedCall(
        line,
        call_id=f"call_{uuid4().hex}",
        to=wish.to,
        caller=wish.caller,
        seconds=wish.seconds,
        language=wish.language,
        insists=True,
        show=_printer(wish.language.value),
    )
    return talk(simulated, input) if by_hand else play(simulated, wish.turns)


def _now() -> datetime:
    return datetime.now(UTC)


def _caller(given: str | None, written: "Script") -> str | None:
    if given is not None:
        return None if given.casefold() in ("anonym", "anonymous") else given
    return None if written.withheld else written.caller or CALLER


def _printer(language: str) -> Callable[[str, str], None]:
    labels = _LABELS[language]
    return lambda who, text: print(f"{labels[who]} {text}")


def talk(simulated: "SimulatedCall", read: Callable[[str], str]) -> "Outcome":
    """Speak line by line until one of both hangs up; Ctrl+D and Ctrl+C do."""
    simulated.show, shown = _all_but_the_caller(simulated.show), simulated.show
    simulated.ring()
    while not simulated.over:
        try:
            simulated.speak(read("> "))
        except (EOFError, KeyboardInterrupt):
            print()
            break
    simulated.show = shown
    return simulated.hang_up()


def _all_but_the_caller(show: Callable[[str, str], None]) -> Callable[[str, str], None]:
    """What was typed stands there already."""
    return lambda who, text: None if who == "user" else show(who, text)


def _print_outcome(outcome: "Outcome") -> None:
    print(f"\nCall {outcome.call_id}, {outcome.length_ms / 1000:g} s")
    if outcome.rejected:
        print("  rejected: nobody is reached under this number")
    for one in outcome.booked:
        print(f"  booked {one.service} with {one.staff} at {one.start}, appointment {one.id}")
    for id in outcome.cancelled:
        print(f"  cancelled appointment {id}")
    for id in outcome.callbacks:
        print(f"  callback noted {id}")
    for event in outcome.undelivered:
        print(f"  nobody took {event}")
    for expectation in outcome.unmet:
        print(f"  {expectation}")


def _print_charges(client: "httpx.Client", api_key: str, call_id: str) -> None:
    """What the newest charges say of this call; it is charged once, when it has ended."""
    from http import HTTPStatus

    import httpx

    from askpro.entrypoints.cli.simulator.charges import charges_of

    try:
        charges = charges_of(client, api_key, call_id)
    except httpx.HTTPStatusError as error:
        status = error.response.status_code
        refused = status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
        why = f"--api-key or {API_KEY_VARIABLE} is wrong" if refused else f"status {status}"
        print(f"  the charges cannot be read: {why}", file=sys.stderr)
        return
    except httpx.HTTPError as error:
        print(f"  the charges cannot be read: {type(error).__name__}", file=sys.stderr)
        return
    for one in charges:
        print(f"  charged {one.cents / 100:.2f} {one.currency} for {one.meter}, charge {one.id}")
