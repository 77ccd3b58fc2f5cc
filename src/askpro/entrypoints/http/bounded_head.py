"""Requests whose head never ends.

Uvicorn collects a request line and headers of any length before anybody is asked about
them: a hundred megabytes of one header were a hundred megabytes of memory.
"""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from askpro.entrypoints.http.limits import HEAD_BYTES

TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-length: 0\r\n"
    b"connection: close\r\n"
    b"\r\n"
)


class BoundedHead(HttpToolsProtocol):
    """Hangs up on a head that is longer than ``HEAD_BYTES`` and still not over.

    What arrives in one piece with its end is let pass: the loop reads bounded pieces.
    """

    _in_head = True
    _head_bytes = 0

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if not self._in_head:
            return
        self._head_bytes += len(data)
        if self._head_bytes > HEAD_BYTES and not self.transport.is_closing():
            self.transport.write(TOO_LARGE)
            self.transport.close()

    def on_message_begin(self) -> None:
        self._in_head, self._head_bytes = True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head, self._head_bytes = False, 0
        super().on_headers_complete()
