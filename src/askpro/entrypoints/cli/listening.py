"""Whether this machine can listen at an address, tried before anything is made or said."""

import errno
import socket

import attrs

from askpro.domain.errors import Refused


@attrs.define
class PortTaken(Refused):
    """Another program listens at this address; end it, or choose another with --port N."""

    address: str


@attrs.define
class NowhereToListen(Refused):
    """This machine cannot listen at this address; choose another with --host and --port N."""

    address: str
    why: str


def try_to_listen(host: str, port: int) -> None:
    """Bind the address for a moment, as the server will.

    Raises:
        PortTaken, NowhereToListen: The server could not.
    """
    address = f"{host}:{port}"
    try:
        for family, kind, _, _, place in socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        ):
            with socket.socket(family, kind) as probe:
                # As the server does: connections that a former one left behind do not count.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if family == socket.AF_INET6:
                    probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                probe.bind(place)
                # Two that reuse an address may both bind it, but only one listens.
                probe.listen(1)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(address) from error
        raise NowhereToListen(address, error.strerror or str(error)) from error
