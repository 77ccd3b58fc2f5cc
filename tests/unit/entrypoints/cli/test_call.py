"""The command ``call``, over a real socket."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from askpro.entrypoints.cli.call import call, talk
from tests.unit.application.house import NUMBER
from tests.unit.entrypoints.cli.simulator.stand_in import KEY, StandIn, ringing_at

SCRIPT = """
erwarte: Guten Tag
Haarschnitt Herren morgen um halb drei
Das erste bitte
Erika Müßig
erwarte: ist gebucht
"""


@pytest.fixture
def service() -> Iterator[tuple[StandIn, str]]:
    """The stand-in behind a real port."""
    stand_in = StandIn()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            url = f"http://askpro.test{self.path}"
            answer = stand_in(
                httpx.Request("POST", url, content=body, headers=list(self.headers.items()))
            )
            self.send_response(answer.status_code)
            self.send_header("content-length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, format: str, *args: object) -> None:
            """Silence."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield stand_in, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "gespraech.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_written_call_is_printed_with_what_came_of_it(
    service: tuple[StandIn, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in, url = service

    code = call(written(tmp_path, SCRIPT), to=NUMBER, url=url, key=KEY, seconds=600)

    printed = capsys.readouterr().out
    assert code == 0
    assert "Anrufer:   Das erste bitte" in printed
    assert "→ book_appointment" in printed
    assert "booked Haarschnitt Herren with Mia at 2026-11-20T13:30:00+00:00" in printed
    assert stand_in.told("call_ended")["duration_ms"] == 600_000


def test_an_unmet_expectation_is_printed_and_ends_in_1(
    service: tuple[StandIn, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, url = service

    code = call(written(tmp_path, "Hallo\nerwarte: Sonne"), to=NUMBER, url=url, key=KEY)

    assert code == 1
    assert "expected 'Sonne'" in capsys.readouterr().out


def test_the_command_line_comes_before_the_script(
    service: tuple[StandIn, str], tmp_path: Path
) -> None:
    stand_in, url = service
    script = written(tmp_path, "von: +4930111\nan: +4930222\nsekunden: 5\nHallo")

    call(script, to=NUMBER, from_="anonym", url=url, key=KEY, seconds=7)

    told = stand_in.told("call_ended")
    assert told["to_number"] == NUMBER
    assert told["from_number"] == "anonymous"
    assert told["duration_ms"] == 7000


def test_a_wrong_key_is_said_in_one_line(
    service: tuple[StandIn, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, url = service

    assert call(written(tmp_path, "Hallo"), to=NUMBER, url=url, key="another") == 1
    assert "/retell/inbound answers 401" in capsys.readouterr().err


def test_where_nothing_listens_the_lost_messages_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = call(written(tmp_path, "Hallo"), to=NUMBER, url="http://127.0.0.1:9", key=KEY)

    assert code == 1
    assert "nobody took call_inbound" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["Haarschnitt Herren morgen um zehn", "Ja", "Müller"], "user_hangup"),
        (["Haarschnitt Herren morgen um zehn", "Ja", "Müller", "Danke"], "agent_hangup"),
    ],
)
def test_by_hand_either_side_may_hang_up(lines: list[str], reason: str) -> None:
    stand_in, heard = StandIn(), []
    spoken = iter(lines)

    def read(prompt: str) -> str:
        line = next(spoken, None)
        if line is None:
            raise EOFError
        return line

    with ringing_at(stand_in, show=lambda who, _: heard.append(who)) as simulated:
        outcome = talk(simulated, read)

    assert len(outcome.booked) == 1
    assert stand_in.told("call_ended")["disconnection_reason"] == reason
    assert "user" not in heard


@pytest.mark.parametrize("text", ["seconds: bald\nHallo", None])
def test_a_script_that_cannot_be_read_is_no_call(
    text: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "missing.txt" if text is None else written(tmp_path, text)

    assert call(script, url="http://127.0.0.1:9", key=KEY) == 1
    assert capsys.readouterr().err
