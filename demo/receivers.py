"""Where the demo's alerts arrive: a webhook and a mailbox on this machine, each message kept as a file to look at."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from flows.server import free_port

HOST = "127.0.0.1"
MOST_BYTES = 1_000_000


class Mailbox:
    """Keeps what arrives as numbered text files in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.arrived = 0
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, kind: str, title: str, text: str) -> None:
        """Write one message down."""
        self.arrived += 1
        path = self.folder / f"{self.arrived:03d}-{kind}.txt"
        path.write_text(f"{title}\n\n{text}\n", encoding="utf-8")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802, ARG002  # aiosmtpd calls it so
        """Take one e-mail."""
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        message = message_from_bytes(content, policy=policy.default)
        body = message.get_body(("plain",))
        self.keep("mail", str(message["subject"]), str(body.get_content()) if body is not None else "")
        return "250 OK"


@contextmanager
def receivers(folder: Path) -> Iterator[dict[str, str]]:
    """Open both receivers for the length of the block and give their Apprise addresses by kind: webhook, mail."""
    mailbox = Mailbox(folder)
    with ExitStack() as stack:
        web = ThreadingHTTPServer((HOST, 0), _handler(mailbox))
        Thread(target=web.serve_forever, daemon=True).start()
        stack.callback(web.server_close)
        stack.callback(web.shutdown)
        port = free_port()
        mail = Controller(mailbox, hostname=HOST, port=port)
        mail.start()
        stack.callback(mail.stop)
        yield {
            "webhook": f"json://{HOST}:{web.server_address[1]}/alerts",
            "mail": f"mailto://{HOST}:{port}?from=mingdan@example.com&to=reader@example.com&mode=insecure",
        }


def _handler(mailbox: Mailbox) -> type[BaseHTTPRequestHandler]:
    """Return a handler that keeps what is posted."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # http.server calls it so
            length = min(int(self.headers.get("Content-Length", 0)), MOST_BYTES)
            said = json.loads(self.rfile.read(length))
            mailbox.keep("webhook", str(said.get("title", "")), str(said.get("message", "")))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # the name is http.server's
            """Say nothing: the demo shows its own progress."""

    return Handler
