"""Why ``askpro call`` got no further, in words of the command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

import attrs

from askpro.domain.errors import Refused, Unavailable
from askpro.entrypoints.cli.errors import WrongUsage
from askpro.entrypoints.cli.target import KEY_VARIABLE


@attrs.define
class NoAskproThere(Unavailable):
    """No askpro answers there; start it, or name its address with --url."""

    url: str
    why: str


@attrs.define
class MessageRefused(Refused):
    """The service refuses a message of this call."""

    why: str


@contextmanager
def reached(url: str) -> Iterator[None]:
    """Turn what the line raises into refusals.

    Raises:
        NoAskproThere: Nothing is there, or something that is no askpro.
        WrongUsage: The key is not the service's.
        MessageRefused: Another answer than the one awaited.
    """
    import httpx

    from askpro.entrypoints.cli.simulator import NobodyAnswers, NotAccepted
    from askpro.entrypoints.cli.simulator.simulated_call import RING

    try:
        yield
    except (NobodyAnswers, httpx.InvalidURL) as error:
        raise NoAskproThere(url, str(error)) from error
    except NotAccepted as error:
        if error.status == HTTPStatus.UNAUTHORIZED:
            raise WrongUsage(
                f"{url} does not accept the key of the telephone platform; "
                f"--key or {KEY_VARIABLE} must be the one it runs with."
            ) from error
        if error.path == RING:
            raise NoAskproThere(url, f"status {error.status}") from error
        raise MessageRefused(str(error)) from error
