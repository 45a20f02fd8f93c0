"""The socket side: HTTP/1.1 with kept connections, one thread each, every byte bounded."""

from __future__ import annotations

import socket
import sys
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from demo.web.wire import Answer, Asked

_BODY_LIMIT = 1 << 20
_DROP = 64


class Answers(Protocol):
    """What the listener asks: an answer, a pause, and a note of what it sent."""

    def answer(self, asked: Asked) -> Answer:
        """Answer one request."""

    def wait(self, seconds: float) -> None:
        """Pause, at most until the web closes."""

    def record(self, asked: Asked, status: int, began: float) -> None:
        """Note an answered request."""


class Listener(ThreadingHTTPServer):
    """A server on loopback that can drop its connections when it closes."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, web: Answers, port: int) -> None:
        self.web = web
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve a connection in its own thread, and remember it."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """End a connection that is done."""
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of connections that the other side broke off; tell the rest."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)

    def server_close(self) -> None:
        """Close the socket and every connection still open."""
        super().server_close()
        for connection in tuple(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class Handler(BaseHTTPRequestHandler):
    """Reads a request, asks the web, writes what it says."""

    server: Listener
    protocol_version = "HTTP/1.1"
    server_version = "openresty"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        """Answer a GET."""
        self._serve()

    def do_HEAD(self) -> None:
        """Answer a HEAD: as a GET, without the body."""
        self._serve()

    def do_POST(self) -> None:
        """Answer a POST of a form."""
        self._serve()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the web keeps its own record."""

    def _serve(self) -> None:
        began = time.monotonic()
        asked = self._asked()
        answer = self.server.web.answer(asked)
        if answer.wait:
            self.server.web.wait(answer.wait)
        self.server.web.record(asked, 0 if answer.reset else answer.status, began)
        if answer.reset:
            self.close_connection = True
            return
        self._write(answer)

    def _asked(self) -> Asked:
        """Read the request, its form included."""
        split = urlsplit(self.path)
        site_id, _, rest = split.path.lstrip("/").partition("/")
        length = self.headers.get("Content-Length", "0")
        body = self.rfile.read(min(int(length), _BODY_LIMIT)) if length.isdigit() else b""
        return Asked(
            method=self.command,
            site_id=site_id,
            path="/" + unquote(rest),
            query=_first(split.query),
            form=_first(body.decode(errors="replace")),
            headers={name.lower(): value for name, value in self.headers.items()},
        )

    def _write(self, answer: Answer) -> None:
        """Write an answer whole, or as much of it as the fault leaves."""
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        for name, value in answer.headers:
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Length", str(len(answer.body)))
        if answer.cut is not None:
            self.close_connection = True
        self.end_headers()
        if self.command != "HEAD" and answer.status != 304:
            self._send(answer.body if answer.cut is None else answer.body[: answer.cut], answer.drip)
        self.wfile.flush()

    def _send(self, body: bytes, drip: float) -> None:
        """Write a body, at once or a few bytes at a time."""
        if not drip:
            self.wfile.write(body)
            return
        for start in range(0, len(body), _DROP):
            self.wfile.write(body[start : start + _DROP])
            self.wfile.flush()
            self.server.web.wait(drip)


def _first(encoded: str) -> dict[str, str]:
    """Return the first value of each key of an encoded form."""
    return {
        key: values[0]
        for key, values in parse_qs(encoded, keep_blank_values=True, max_num_fields=100).items()
    }
