"""The command line: every group of commands in a module of its own.

Answers go to standard output, one sentence about what went wrong to standard error.

    exit code   0  done                  3  a rule says no
                1  looked, found faults  4  not there
                2  wrong usage           5  no answer, try again
"""

import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError

from askpro import __version__
from askpro.domain.errors import WorldError
from askpro.entrypoints.cli import (
    call,
    commission,
    db,
    dead_letters,
    demo,
    explain,
    fees,
    grant,
    invariants,
    key,
    ledger,
    prices,
    rates,
    refund,
    serve,
    top_up,
    whatif,
    worker,
)
from askpro.entrypoints.cli.errors import WRONG_USAGE, WrongUsage, exit_code

INTERRUPTED = 130


def app() -> App:
    """All commands; importing them is cheap, what they need is imported when they run."""
    house = App(
        name="askpro",
        help="Booking and billing for telephone assistants.",
        version=__version__,
        help_format="plaintext",
        result_action="return_value",
    )
    groups = (db, ledger, commission, rates, dead_letters, key, prices)
    for group in (each.group for each in groups):
        house.command(group)
    house.command(serve.serve)
    house.command(worker.work, name="worker")
    house.command(demo.demo)
    house.command(call.call)
    house.command(explain.explain)
    house.command(whatif.whatif)
    house.command(fees.fees)
    house.command(top_up.top_up, name="top-up")
    house.command(refund.refund)
    house.command(grant.grant)
    house.command(invariants.invariants)
    house.command(version)
    return house


def version() -> None:
    """Print which version this is."""
    print(__version__)


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say; the exit code."""
    try:
        answer = app()(list(arguments), exit_on_error=False)
    except CycloptsError:
        return WRONG_USAGE  # cyclopts has said what was wrong
    except (WorldError, WrongUsage) as error:
        print(error, file=sys.stderr)
        return exit_code(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    return answer if type(answer) is int else 0


def main() -> None:
    """The program ``askpro``."""
    sys.exit(run(sys.argv[1:]))
