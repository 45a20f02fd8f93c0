"""The heartbeat is heard after a poll, and a missed one is said without its secrets."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tasks.fetch.heartbeat import send_heartbeat


class Ear(ThreadingHTTPServer):
    def __init__(self, status: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status, self.heard = status, []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/beat/geheim"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.heard.append(self.path)
        self.send_response(self.server.status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def ear(request: pytest.FixtureRequest) -> Iterator[Ear]:
    server = Ear(getattr(request, "param", 204))
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_it_is_called_once_and_heard(ear: Ear):
    assert send_heartbeat("${BEAT}", {"BEAT": ear.url}) is None
    assert ear.heard == ["/beat/geheim"]


@pytest.mark.parametrize("ear", [302, 500], indirect=True)
def test_a_redirect_is_not_followed_and_a_refusal_is_said(ear: Ear):
    missed = send_heartbeat(ear.url, {})
    assert missed and str(ear.status) in missed and "geheim" not in missed
    assert len(ear.heard) == 1


def test_nobody_there_and_no_variable_are_said_too():
    assert "ClientConnectorError" in (send_heartbeat("http://127.0.0.1:9/geheim", {}) or "")
    assert "BEAT" in (send_heartbeat("${BEAT}", {}) or "")
