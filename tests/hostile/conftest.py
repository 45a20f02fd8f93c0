"""A web that means harm, on loopback, and a home that watches it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import pytest

from config.places import Places
from mingdan import main
from tests.faults.playing import Webhook, webhook

DAYS = ("2025-03-03T10:00:00+08:00", "2025-03-04T10:00:00+08:00")
SOURCE = """\
title: 示例部
publisher: 工业和信息化部
level: national
region: 全国
list: {{kind: html, url: "{url}/list.html", item: li, link: a, date: span}}
delay: 0
timeout: 10
robots: ignore, a test's own site
allow_private: {allowed}
"""
FEED = """\
title: 示例订阅
publisher: 示例网
level: relay
list: {{kind: feed, url: "{url}/feed.xml"}}
delay: 0
timeout: 10
robots: ignore, a test's own site
allow_private: true
"""
SUBSCRIPTION = "title: 示例\nmatch: {}\ndeliver: [{to: '${MINGDAN_SHILI}', when: immediate, language: zh}]\n"


class Ended(NamedTuple):
    """How a call of the command line ended."""

    status: int
    out: str
    err: str


@dataclass
class Site:
    """What stands where: a path, and its type and body; ``entries`` make the list page."""

    url: str = ""
    bodies: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    entries: list[tuple[str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def put(self, path: str, title: str, body: str) -> None:
        """Put an article on the list, with a page of its own."""
        head = f'<meta charset="utf-8"><title>{escape(title)}</title>'
        meta = f'<meta name="ArticleTitle" content="{escape(title)}"><meta name="PubDate" content="2025-03-04 09:00">'
        page = f'<html><head>{head}{meta}</head><body><h1>{escape(title)}</h1><div id="con_con">{body}</div></body></html>'
        self.bodies[path] = ("text/html; charset=utf-8", page.encode("utf-8", "surrogatepass"))
        self.entries.insert(0, (path, title))

    def listed(self) -> bytes:
        """Write the list page."""
        rows = "".join(
            f'<li><a href="{path}" title="{escape(title)}">{escape(title)}</a><span>2025-03-04</span></li>'
            for path, title in self.entries
        )
        return f'<html><head><meta charset="utf-8"></head><body><ul>{rows}</ul></body></html>'.encode()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            kind, body = site.bodies.get(self.path, ("text/html; charset=utf-8", site.listed()))
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Keep the test's output quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    site.put("/art/1.html", "关于示例设备维护的通知", "<p>示例正文。</p>")
    yield site
    server.shutdown()
    server.server_close()


@dataclass
class Desk:
    """A home that watches the site, what its webhook got, and the command line."""

    places: Places
    site: Site
    hook: Webhook
    capture: pytest.CaptureFixture[str]

    def call(self, *words: str, day: int = 1) -> Ended:
        """Call the command line on the first or second day."""
        options = ["--home", str(self.places.home), "--config", str(self.places.config), "--now", DAYS[day]]
        self.capture.readouterr()
        return Ended(main([*options, *words]), *self.capture.readouterr())

    def watch(self, name: str, text: str) -> None:
        """Write a source."""
        (self.places.config / "sources" / f"{name}.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def desk(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Desk]:
    places = Places(tmp_path / "home", tmp_path / "config")
    for folder in ("sources", "programmes", "subscriptions"):
        (places.config / folder).mkdir(parents=True)
    for entry in files("config").joinpath("programmes").iterdir():
        (places.config / "programmes" / entry.name).write_text(
            entry.read_text(encoding="utf-8"), encoding="utf-8"
        )
    (places.config / "subscriptions" / "shili.yaml").write_text(SUBSCRIPTION, encoding="utf-8")
    with webhook() as hook:
        monkeypatch.setenv("MINGDAN_SHILI", hook.url)
        desk = Desk(places, site, hook, capsys)
        desk.watch("shili-bu", SOURCE.format(url=site.url, allowed="true"))
        yield desk
