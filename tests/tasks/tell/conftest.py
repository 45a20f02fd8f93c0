"""Real receivers on loopback: a webhook and a mail server that keep what they were sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from aiosmtpd.controller import Controller

from tests.tasks.tell.tell_samples import NOW
from warehouse.store import Store


@dataclass
class Webhook:
    """What a webhook got, and how it answers: ``answers`` by turns, the last for ever; ``hang`` holds every answer."""

    port: int = 0
    answers: list[int] = field(default_factory=lambda: [200])
    bodies: list[dict[str, object]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    hang: threading.Event | None = None

    def url(self, path: str = "/hook", auth: str = "") -> str:
        return f"json://{auth}127.0.0.1:{self.port}{path}"

    def answer(self) -> int:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    hook = Webhook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hook.paths.append(self.path)
            hook.headers.append(dict(self.headers))
            hook.bodies.append(json.loads(body))
            if hook.hang:
                hook.hang.wait(20)
            self.send_response(hook.answer())
            self.send_header("Location", f"http://127.0.0.1:{hook.port}/elsewhere")
            self.end_headers()

        do_GET = do_POST  # noqa: N815  # the standard library's name

        def log_message(self, *args: object) -> None:
            """Keep the test's output quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hook.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield hook
    if hook.hang:
        hook.hang.set()
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Mailbox:
    """What a mail server took in."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)

    def url(self, extra: str = "") -> str:
        return f"mailto://127.0.0.1:{self.port}?from=mingdan@example.org&to=reader@example.org{extra}"

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802  # aiosmtpd's
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 kept"


class MailServer(Controller):
    """A mail server on a port that the system chose."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    controller = MailServer(box, hostname="127.0.0.1", port=0)
    controller.start()
    box.port = controller.port
    yield box
    controller.stop()


@pytest.fixture
def open_store(tmp_path):
    """Open the same real warehouse again and again, as the steps of a run do."""
    return lambda: Store(tmp_path / "warehouse.duckdb", wait=5, now=NOW)
