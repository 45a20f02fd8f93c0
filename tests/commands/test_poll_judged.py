"""poll: a source that answers and is not well by its own history is named, and counts once that is sure."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest


class Shrinking(ThreadingHTTPServer):
    """A site with so many entries on its list, whose pages are gone, and no robots.txt."""

    entries = 15


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Shrinking)
        rows = "".join(
            f'<li><a href="/art/2024/9/{n}/art_1_{n}.html">示例会议第{n}号通知</a> 2024-09-{n:02}</li>'
            for n in range(self.server.entries, 0, -1)
        )
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<ul>{rows}</ul>".encode() if self.path == "/" else b"")

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[Shrinking]:
    with Shrinking(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()


def test_what_fails_in_a_maintenance_that_its_file_states_is_named_and_changes_no_status(
    mingdan, tmp_path: Path
) -> None:
    sources = tmp_path / "config" / "sources"
    sources.mkdir(parents=True)
    (sources / "away.yaml").write_text(
        "title: 示例\npublisher: 示例\nlevel: national\ndelay: 0\nallow_private: true\n"
        "list: {kind: html, url: 'http://127.0.0.1:9/'}\n"
        "maintenance:\n  - {since: 2026-12-01, until: 2026-12-03, why: 系统升级}\n",
        encoding="utf-8",
    )
    places = ["--home", str(tmp_path / "home"), "--config", str(sources.parent)]
    during, after = (mingdan("poll", *places, "--now", f"2026-12-0{day}T09:00:00+08:00") for day in (2, 3))
    assert (during.status, after.status) == (0, 1)
    assert during.err.startswith("mingdan: away: failing, in maintenance until 2026-12-03 00:00 (系统升级): ")
    assert after.err.startswith("mingdan: away: failing: ")


def test_a_list_that_lost_most_of_its_entries_is_a_warning_first_and_then_counts(
    mingdan, site: Shrinking, tmp_path: Path
) -> None:
    sources = tmp_path / "config" / "sources"
    sources.mkdir(parents=True)
    (sources / "shrinking.yaml").write_text(
        f"title: 示例\npublisher: 示例\nlevel: national\ndelay: 0\nallow_private: true\n"
        f"list: {{kind: html, url: 'http://127.0.0.1:{site.server_port}/'}}\n",
        encoding="utf-8",
    )
    places = ["--home", str(tmp_path / "home"), "--config", str(sources.parent)]
    well = mingdan("poll", *places, "--now", "2024-09-16T09:00:00+08:00")
    site.entries = 4
    odd = [mingdan("poll", *places, "--now", f"2024-09-16T{hour}:00:00+08:00") for hour in (10, 11, 12)]
    assert [ran.status for ran in (well, *odd)] == [0, 0, 0, 1]
    assert "shrinking: ok, but 4 entries a page since 2024-09-16 10:00, usually 15" in odd[0].err
    assert "shrinking: changed: 4 entries a page since 2024-09-16 10:00, usually 15" in odd[2].err
