"""Every written conversation that comes with askpro goes well against a fresh demo, any day."""

from datetime import timedelta
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from askpro.domain.organisations.organisation import Language
from askpro.entrypoints.cli.call import CALLER
from askpro.entrypoints.cli.demo_data import SALON_NUMBER, seed
from askpro.entrypoints.cli.demo_keys import keys_in
from askpro.entrypoints.cli.simulator import Line, Outcome, Script, SimulatedCall, play, read_script
from askpro.entrypoints.http.app import create_app
from askpro.testing.world import NOON
from tests.system.house import RETELL_KEY, Watch, container_on, in_memory

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))


def ring(client: TestClient[Litestar], watch: Watch, name: str, script: Script) -> Outcome:
    simulated = SimulatedCall(
        Line(client, RETELL_KEY, watch),
        call_id=f"call_{name}",
        to=script.to or SALON_NUMBER,
        caller=None if script.withheld else script.caller or CALLER,
        seconds=script.seconds,
        language=script.language or Language.GERMAN,
        show=lambda _who, _text: None,
    )
    return play(simulated, script.turns)


@pytest.mark.parametrize("days", range(7))
@pytest.mark.parametrize("hour", [1, 10, 21])
def test_all_examples_go_well_one_after_the_other(days: int, hour: int, tmp_path: Path) -> None:
    watch = Watch()
    watch.now = NOON.replace(hour=hour) + timedelta(days=days)
    container = container_on(in_memory(watch), watch)
    seed(container, keys_in(tmp_path))

    with TestClient(create_app(container)) as client:
        outcomes = {
            path.stem: ring(client, watch, path.stem, read_script(path.read_text(encoding="utf-8")))
            for path in EXAMPLES
        }

    assert len(outcomes) >= 6
    assert not {
        name: (one.unmet, one.undelivered) for name, one in outcomes.items() if not one.as_expected
    }
    assert outcomes["english"].booked
