"""A real browser meets a challenge: it solves it, reaches nothing else, keeps nothing, and ends in time."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from config.errors import Blocked
from tasks.archive.records import SourceState
from tasks.fetch.browser import browse
from tests.tasks.fetch.fetching import raw_server

RUNG = {"chromium": "示例：a cookie that a script computes"}
CHALLENGE = """<html><body>请开启JavaScript并刷新该页<script>
var s = 0; for (var i = 0; i < 100; i++) { s += i * 7 % 13 }
document.cookie = 'clear=' + s + '; path=/';
setTimeout(function () { location.reload() }, 100)
</script></body></html>"""
SOLVED = "clear=590"  # what the script computes: none of our code knows it


@pytest.fixture
def guarded(site, page, reply):
    """A site behind a challenge of status 521: its list, and one article."""

    def gate(text: str):
        return lambda asked: (
            reply(text.encode())
            if SOLVED in asked.headers.get("cookie", "")
            else reply(CHALLENGE.encode(), 521)
        )

    site.serve("/tzgg/", gate(page("示例公示甲")))
    site.serve("/tzgg/202603/t20260305_100.html", gate("<html><body><p>示例</p></body></html>"))
    return site


@pytest.fixture(autouse=True)
def profiles(monkeypatch):
    """A place of this test's own for the browser's profiles, which the user nobody may enter too."""
    with tempfile.TemporaryDirectory(prefix="shili-") as folder:
        Path(folder).chmod(0o755)
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield Path(folder)


def left_over(profiles: Path) -> list[str]:
    """Profiles on disk and processes that use one: what a browser of ours would leave."""
    running = [
        words
        for process in Path("/proc").glob("[0-9]*/cmdline")
        if str(profiles) in (words := _words(process))
    ]
    return [str(path) for path in profiles.iterdir()] + [words[:80] for words in running]


def _words(process: Path) -> str:
    try:
        return process.read_text(errors="replace")
    except OSError:
        return ""  # it has just ended


def nothing_is_left(profiles: Path, seconds: float = 10.0) -> bool:
    until = time.monotonic() + seconds
    while left_over(profiles) and time.monotonic() < until:
        time.sleep(0.05)
    return left_over(profiles) == []


def test_without_the_rung_a_challenge_is_blocked_and_no_browser_starts(guarded, source, poll) -> None:
    blocked = poll(source())
    assert blocked.state is SourceState.BLOCKED and "access.chromium" in blocked.reason
    assert guarded.paths() == ["/tzgg/"]


@pytest.mark.parametrize(
    ("missing", "words"),
    [("chromium", "apt-get install chromium"), ("playwright", r"pip install mingdan\[browser\]")],
)
def test_what_is_missing_is_named_with_how_to_install_it(monkeypatch, tmp_path, missing, words) -> None:
    if missing == "chromium":
        monkeypatch.setenv("PATH", str(tmp_path))
    else:
        monkeypatch.setitem(sys.modules, "playwright", None)
    with pytest.raises(Blocked, match=words):
        asyncio.run(browse("http://shili.example/", "127.0.0.1", seconds=1))


@pytest.mark.slow
@pytest.mark.needs("chromium")
def test_a_challenge_is_solved_once_and_our_own_client_fetches_all(guarded, source, poll, profiles) -> None:
    ok = poll(source(access=RUNG))
    assert (ok.state, ok.new) == (SourceState.OK, 1), ok.reason
    assert {line.access for line in poll.fetches()} == {"chromium"}
    (capture,) = poll.captures()
    assert b"<p>" in poll.archive.bodies.get(capture.page_sha256), (
        "the page came by our client, as the site sent it"
    )
    assert len([asked for asked in guarded.asked if SOLVED not in asked.headers.get("cookie", "")]) <= 3
    agents = {
        asked.headers["user-agent"] for asked in guarded.asked if SOLVED in asked.headers.get("cookie", "")
    }
    assert len(agents) == 1, "the host sees the browser's name again"
    assert nothing_is_left(profiles)


@pytest.mark.slow
@pytest.mark.needs("chromium")
@pytest.mark.parametrize("way", ["fetch", "picture", "frame", "location", "redirect", "socket", "popup"])
def test_the_browser_reaches_nothing_but_the_sources_host(site, reply, way, tmp_path) -> None:
    heard: list[bytes] = []

    def listen(head: bytes) -> bytes:
        heard.append(head)
        return b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 2\r\n\r\nok"

    with raw_server(listen, "127.0.0.2") as other:
        tries = {
            "fetch": f"fetch('{other}/leak', {{mode: 'no-cors'}})",
            "picture": f"new Image().src = '{other}/leak'",
            "frame": f"document.body.appendChild(document.createElement('iframe')).src = '{other}/leak'",
            "location": f"setTimeout(function () {{ location.href = '{other}/leak' }}, 50)",
            "redirect": "setTimeout(function () { location.href = '/away' }, 50)",
            "socket": f"new WebSocket('{other.replace('http', 'ws')}/leak')",
            "popup": f"window.open('{other}/leak')",
        }
        site.serve("/away", reply(status=302, headers={"Location": other + "/leak"}))
        site.serve("/x", f"<html><body>请开启JavaScript<script>{tries[way]}</script></body></html>")
        with pytest.raises(Blocked, match="did not pass"):
            asyncio.run(browse(site.url + "/x", "127.0.0.1", seconds=2))
    assert heard == [] and site.paths()[0] == "/x"


@pytest.mark.slow
@pytest.mark.needs("chromium")
def test_a_name_is_reached_at_the_address_that_was_checked(guarded) -> None:
    port = guarded.url.rpartition(":")[2]
    passed = asyncio.run(browse(f"http://shili.example:{port}/tzgg/", "127.0.0.1", seconds=20))
    assert f"{SOLVED}" in {f"{name}={value}" for name, value in passed.cookies}
    assert {asked.headers["host"] for asked in guarded.asked} == {f"shili.example:{port}"}


@pytest.mark.slow
@pytest.mark.needs("chromium")
def test_a_challenge_that_stays_is_blocked_and_leaves_nothing(site, profiles) -> None:
    site.serve("/x", "<html><body>请开启JavaScript<script>while (true) {}</script></body></html>")
    with pytest.raises(Blocked, match=r"a real browser did not pass|did not end in"):
        asyncio.run(browse(site.url + "/x", "127.0.0.1", seconds=2))
    assert nothing_is_left(profiles)


@pytest.mark.slow
@pytest.mark.needs("chromium")
def test_the_browser_ends_with_who_asked_for_it(site, profiles) -> None:
    site.serve("/x", "<html><body>请开启JavaScript</body></html>")
    profile = tempfile.mkdtemp(prefix="mingdan-browser-")
    errand = {"url": site.url + "/x", "address": "127.0.0.1", "seconds": 60, "agent": ""}
    errand |= {"program": shutil.which("chromium"), "profile": profile}
    words = [sys.executable, "-P", "-m", "tasks.fetch.browser_child"]
    child = subprocess.Popen(words, stdin=subprocess.PIPE, start_new_session=True)
    child.stdin.write(json.dumps(errand).encode() + b"\n")
    child.stdin.flush()
    while "/x" not in site.paths():
        time.sleep(0.05)
    child.stdin.close()
    assert child.wait(timeout=10) == -9
    shutil.rmtree(profile, ignore_errors=True)
    assert nothing_is_left(profiles)


@pytest.mark.slow
@pytest.mark.needs("chromium")
def test_a_poll_that_is_cancelled_takes_its_browser_along(site, profiles) -> None:
    site.serve("/x", "<html><body>请开启JavaScript</body></html>")

    async def run() -> None:
        task = asyncio.create_task(browse(site.url + "/x", "127.0.0.1", seconds=60))
        while "/x" not in site.paths():
            await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
    assert nothing_is_left(profiles)
