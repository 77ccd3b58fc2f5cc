"""A written conversation, spoken on a simulated call."""

from collections.abc import Sequence

import attrs

from askpro.entrypoints.cli.simulator.outcome import Outcome
from askpro.entrypoints.cli.simulator.script import Turn
from askpro.entrypoints.cli.simulator.simulated_call import SimulatedCall


def play(call: SimulatedCall, turns: Sequence[Turn]) -> Outcome:
    """The whole call; ``unmet`` names what was expected and what was said instead.

    Whatever the script still says after the agent has hung up is left unsaid; an
    expectation there is unmet.
    """
    unmet: list[str] = []
    for turn in turns:
        if turn.says is None:
            heard = call.ring()
        elif call.over:
            heard = ""
        else:
            heard = call.speak(turn.says)
        unmet.extend(
            f"expected {text!r}, heard {heard!r}"
            for text in turn.expects
            if _plain(text) not in _plain(heard)
        )
    return attrs.evolve(call.hang_up(), unmet=tuple(unmet))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
