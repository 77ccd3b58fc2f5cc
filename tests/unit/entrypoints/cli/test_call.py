"""The command ``call``, over a real socket."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from askpro.domain.organisations.branch import UnknownNumber
from askpro.entrypoints.cli.call import call, talk
from askpro.entrypoints.cli.errors import WrongUsage, exit_code
from askpro.entrypoints.cli.reached import NoAskproThere
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

        def do_GET(self) -> None:
            self.send_response(401)
            self.send_header("content-length", "0")
            self.end_headers()

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


def test_a_wrong_key_is_said_in_our_own_words(service: tuple[StandIn, str], tmp_path: Path) -> None:
    _, url = service

    with pytest.raises(WrongUsage, match=r"does not accept .* --key or ASKPRO_RETELL_API_KEY"):
        call(written(tmp_path, "Hallo"), to=NUMBER, url=url, key="another")


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "nonsense", "http://127.0.0.1:port"])
def test_where_no_askpro_answers_nothing_is_played(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(NoAskproThere) as refused:
        call(written(tmp_path, "Hallo"), to=NUMBER, url=url, key=KEY)

    assert exit_code(refused.value) == 5
    assert url in str(refused.value)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("trouble", [404, 503])
def test_another_program_at_the_address_is_no_askpro(
    trouble: int, service: tuple[StandIn, str], tmp_path: Path
) -> None:
    stand_in, url = service
    stand_in.away.append(trouble)

    with pytest.raises(NoAskproThere, match=f"status {trouble}"):
        call(written(tmp_path, "Hallo"), to=NUMBER, url=url, key=KEY)
    assert stand_in.heard == []


def test_a_number_that_reaches_nobody_is_missing(
    service: tuple[StandIn, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in, url = service
    stand_in.rejects = True

    with pytest.raises(UnknownNumber, match=r"\+4930999999"):
        call(written(tmp_path, "Hallo"), to="+4930999999", url=url, key=KEY)
    assert "rejected" in capsys.readouterr().out


@pytest.mark.parametrize("seconds", [-1, 86_401])
def test_a_length_that_no_call_has_is_wrong_before_it_rings(
    seconds: int, service: tuple[StandIn, str]
) -> None:
    stand_in, url = service

    with pytest.raises(WrongUsage, match=str(seconds)):
        call(to=NUMBER, url=url, key=KEY, seconds=seconds)
    assert stand_in.heard == []


def test_ctrl_c_hangs_up() -> None:
    stand_in = StandIn()

    def interrupted(_: str) -> str:
        raise KeyboardInterrupt

    with ringing_at(stand_in) as simulated:
        outcome = talk(simulated, interrupted)

    assert outcome.as_expected
    assert stand_in.events() == ["call_started", "call_ended", "call_analyzed"]


def test_a_wrong_api_key_is_said_in_our_own_words(
    service: tuple[StandIn, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, url = service

    code = call(written(tmp_path, "Hallo"), to=NUMBER, url=url, key=KEY, api_key="wrong")

    assert code == 0
    assert "--api-key or ASKPRO_API_KEY is wrong" in capsys.readouterr().err


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


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"seconds: bald\nHallo", "gespraech.txt, line 1: 'bald'"),
        (b"Gr\xfc\xdfe", "gespraech.txt is not a text in UTF-8"),
        (b"# nothing\n", "gespraech.txt, nothing is said"),
    ],
)
def test_a_script_that_cannot_be_read_is_no_call(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    script = tmp_path / "gespraech.txt"
    script.write_bytes(content)

    with pytest.raises(WrongUsage, match=reason):
        call(script, url="http://127.0.0.1:9", key=KEY)


@pytest.mark.parametrize("name", ["missing.txt", ""])
def test_a_script_that_is_no_file_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match=f"The script {tmp_path / name} cannot be read"):
        call(tmp_path / name, url="http://127.0.0.1:9", key=KEY)
