"""Answers that mean harm: each has a name, and the source polled beside it never notices."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tasks.archive.archive import Archive
from tests.hostile.wild import GOOD, Pair, Say, whole, wild

ZEROS = bytes(8 << 20)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with wild("127.0.0.2") as hostile, wild("127.0.0.3") as healthy:
        yield Pair(hostile, healthy, Archive(tmp_path / "archive"))


def raw(data: bytes) -> Say:
    return lambda to, path: to.sendall(data)


def drip(head: bytes, seconds: float = 0.05) -> Say:
    def say(to: socket.socket, path: str) -> None:
        for place in range(len(head)):
            to.sendall(head[place : place + 1])
            time.sleep(seconds)

    return say


def chunked(to: socket.socket, path: str) -> None:
    """Send 200 MB in pieces, announced by nobody."""
    to.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(200):
        to.sendall(b"100000\r\n" + bytes(1 << 20) + b"\r\n")
    to.sendall(b"0\r\n\r\n")


def redirect(to: str) -> Say:
    return whole("", f"Location: {to}", status="302 Found")


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
ANSWERS = {
    "200 MB announced": (raw(OK + b"Content-Length: 209715200\r\n\r\n"), "failing", "more than 4 MB"),
    "200 MB in pieces": (chunked, "failing", "more than 4 MB"),
    "a gzip bomb": (whole(gzip.compress(ZEROS), "Content-Encoding: gzip"), "failing", "once decompressed"),
    "a deflate bomb": (whole(zlib.compress(ZEROS), "Content-Encoding: deflate"), "failing", "once decompressed"),
    "gzip in gzip": (whole(gzip.compress(gzip.compress(ZEROS)), "Content-Encoding: gzip"), "changed", ""),
    "brotli unasked": (whole(b"\x0b\x02\x80", "Content-Encoding: br"), "failing", "not asked for"),
    "two codings": (whole(b"x", "Content-Encoding: gzip, gzip"), "failing", "not asked for"),
    "a broken gzip": (whole(b"\x1f\x8bxxxx", "Content-Encoding: gzip"), "failing", "broken"),
    "a header that drips": (drip(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 400), "failing", "in time"),
    "a body that drips": (drip(OK + b"Content-Length: 400\r\n\r\n" + b"a" * 200), "failing", "in time"),
    "a header of 1 MB": (raw(OK + b"X: " + b"a" * (1 << 20) + b"\r\n\r\n"), "failing", ""),
    "status 999": (whole("", status="999 No"), "failing", "999"),
    "HTTP/0.9": (raw(b"<html>hello</html>"), "failing", "no whole answer"),
    "TLS where HTTP was asked": (raw(b"\x15\x03\x01\x00\x02\x02\x46"), "failing", "no whole answer"),
    "nothing at all": (raw(b""), "failing", "no whole answer"),
    "a redirect to itself": (redirect("/list.html"), "failing", "redirects"),
    "a redirect to a file": (redirect("file:///etc/passwd"), "failing", "neither http nor https"),
    "a redirect to nonsense": (redirect("http://[::1"), "failing", ""),
    "a length that is none": (raw(OK + b"Content-Length: -5\r\n\r\nabc"), "failing", ""),
    "NULs alone": (whole(bytes(100_000)), "changed", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
def test_a_hostile_answer_has_a_name_and_harms_no_other_source(pair: Pair, name: str) -> None:
    say, state, reason = ANSWERS[name]
    pair.hostile.says["*"] = say
    ended = pair.poll()
    assert ended.hostile.state in (state, "blocked") and not ended.hostile.complete, ended.hostile
    assert reason in ended.hostile.reason and len(ended.hostile.reason) < 1_000
    assert not pair.captures()


def test_garbage_where_tls_was_expected_is_no_answer(pair: Pair) -> None:
    pair.hostile.says["*"] = raw(b"HTTP/1.1 400 Bad\r\n\r\n")
    url = pair.hostile.url.replace("http:", "https:")
    ended = pair.poll(list={"kind": "html", "url": f"{url}/list.html"})
    assert ended.hostile.state == "failing" and len(ended.hostile.reason) < 500


def test_cookies_by_the_thousand_and_of_other_hosts_do_not_leave_the_house(pair: Pair) -> None:
    lines = [f"Set-Cookie: c{n}={'x' * 50}; Domain=127.0.0.3" for n in range(500)]
    pair.hostile.says["*"] = whole(GOOD, *lines)
    assert pair.poll().hostile.state in ("ok", "failing")
    assert len(pair.healthy.lists()) == 2


@pytest.mark.parametrize("kind", ["image/png", "application/octet-stream", "application/json", "示例", ""])
def test_a_type_that_lies_changes_nothing_on_a_list(pair: Pair, kind: str) -> None:
    pair.hostile.says["*"] = whole(GOOD, kind=kind)
    assert (ended := pair.poll()).hostile.state == "ok" and ended.hostile.entries == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "http://[::ffff:169.254.169.254]/",
        "http://2852039166/", "http://0251.0376.0251.0376/", "http://0xa9fea9fe/", "http://127.0.0.9/",
        "http://localhost/", "http://[::1]/", "http://[64:ff9b::a9fe:a9fe]/", "http://10.0.0.1/", "http://0/",
    ],
)  # fmt: skip
@pytest.mark.parametrize("way", ["redirect", "refresh"])
def test_nothing_leads_to_a_private_address(pair: Pair, url: str, way: str) -> None:
    page = f'<html><head><meta http-equiv="refresh" content="0;url={url}"></head></html>'
    pair.hostile.says["/list.html"] = redirect(url) if way == "redirect" else whole(page)
    pair.public = lambda address: address in ("127.0.0.2", "127.0.0.3")
    ended = pair.poll()
    assert ended.hostile.state == "failing", ended.hostile
    assert "is a private address" in ended.hostile.reason or "what is no address" in ended.hostile.reason
    assert pair.hostile.lists() == ["/list.html"]


def test_robots_and_attachments_that_lead_to_private_addresses_are_refused(pair: Pair) -> None:
    with wild("127.0.0.9") as inside:
        pair.hostile.says["/robots.txt"] = redirect(f"{inside.url}/robots")
        link = f'<a href="{inside.url}/a.pdf">附件.pdf</a>'
        pair.hostile.says["/art/202603/t20260305_1.html"] = whole(f"<p>示例正文。</p>{link}")
        pair.public = lambda address: address in ("127.0.0.2", "127.0.0.3")
        ended = pair.poll()
        [capture] = pair.captures()
        assert ended.hostile.state == "ok" and inside.met == 0
    assert [one.sha256 for one in capture.attachments] == [None] and "private" in str(capture.attachments)
