"""A telephone platform and its callers, played against a running askpro.

``SimulatedCall`` sends what the platform sends, signed as the platform signs; ``play``
speaks a written conversation. Both work over any ``httpx.Client``, wait for nothing and
take clock and ids from outside.
"""

from askpro.entrypoints.cli.simulator.line import Line, NobodyAnswers, NotAccepted, ServiceAway
from askpro.entrypoints.cli.simulator.outcome import Booked, Outcome
from askpro.entrypoints.cli.simulator.play import play
from askpro.entrypoints.cli.simulator.script import Script, Turn, UnreadableScript, read_script
from askpro.entrypoints.cli.simulator.simulated_call import SimulatedCall

__all__ = [
    "Booked",
    "Line",
    "NobodyAnswers",
    "NotAccepted",
    "Outcome",
    "Script",
    "ServiceAway",
    "SimulatedCall",
    "Turn",
    "UnreadableScript",
    "play",
    "read_script",
]
