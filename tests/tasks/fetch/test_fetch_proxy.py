"""The rung ``proxy``: only for its source, never to a private address, its password nowhere to be seen."""

from __future__ import annotations

import base64

import pytest

from config.errors import Refused, Unreachable
from tasks.archive.records import SourceState
from tasks.fetch.kinds.list_page import Request
from tasks.fetch.proxy import proxy_of
from tasks.fetch.standing import NotAsked
from tests.tasks.fetch.fetching import Fetching, raw_server

RUNG = {"proxy": "示例：the site answers some networks only"}
NAMES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture
def fetch(site, source, monkeypatch) -> Fetching:
    for name in (*NAMES, *(name.upper() for name in NAMES)):
        monkeypatch.delenv(name, raising=False)
    return Fetching(site, source)


@pytest.fixture
def proxy(monkeypatch):
    """A proxy that answers itself; gives the heads of what it was asked."""
    heads: list[str] = []

    def answer(head: bytes) -> bytes:
        heads.append(head.decode())
        return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\nby proxy!"

    with raw_server(answer, "127.0.0.2") as url:
        monkeypatch.setenv("HTTP_PROXY", url.replace("//", "//me:p%40ss@"))
        yield heads


def test_a_source_with_the_rung_goes_through_the_proxy_of_the_environment(fetch, proxy) -> None:
    assert fetch(Request("http://shili.invalid/x"), access=RUNG).body == b"by proxy!"
    assert proxy[0].startswith("GET http://shili.invalid/x HTTP/1.1")
    assert base64.b64encode(b"me:p@ss").decode() in proxy[0]
    assert fetch.access == ["proxy"]


def test_a_source_without_the_rung_goes_past_every_proxy(fetch, proxy) -> None:
    fetch.site.serve("/x", "direct")
    assert fetch("/x").body == b"direct"
    assert proxy == [] and fetch.access == [""]


def test_a_host_in_no_proxy_is_asked_directly(fetch, proxy, monkeypatch) -> None:
    fetch.site.serve("/x", "direct")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert fetch("/x", access=RUNG).body == b"direct"
    assert proxy == [] and fetch.access == [""]


def test_no_proxy_in_the_environment_is_said_with_what_to_set(fetch, source, poll) -> None:
    with pytest.raises(NotAsked, match=r"names no proxy for http; set HTTP_PROXY or ALL_PROXY"):
        fetch("/x", access=RUNG)
    polled = poll(source(access=RUNG, robots="ignore: 示例"))
    assert polled.state is SourceState.FAILING and "HTTP_PROXY" in polled.reason
    assert fetch.site.asked == []


@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/x", "http://169.254.169.254/latest", "http://localhost/x"]
)
def test_a_private_address_is_refused_before_the_proxy_hears_of_it(fetch, proxy, target) -> None:
    with pytest.raises(Refused, match="private address"):
        fetch(Request(target), access=RUNG, allow_private=False)
    assert proxy == []


@pytest.mark.parametrize(
    "said", ["http://me:secret@127.0.0.1:9", "socks5://me:secret@127.0.0.1:9", "http://me:secret@"]
)
def test_a_proxys_password_is_in_no_error(fetch, monkeypatch, said) -> None:
    monkeypatch.setenv("ALL_PROXY", said)
    with pytest.raises(Unreachable) as caught:
        fetch(Request("http://shili.invalid/x"), access=RUNG)
    assert "secret" not in str(caught.value) + repr(caught.value.__cause__)
    found = proxy_of(
        fetch.source(access=RUNG), scheme="http", host="h", environ={"ALL_PROXY": "http://u:secret@h:1"}
    )
    assert found is not None and "secret" not in repr(found)


def test_a_proxy_that_wants_a_password_is_told_from_the_site(fetch, monkeypatch) -> None:
    with raw_server(lambda head: b"HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n") as url:
        monkeypatch.setenv("HTTP_PROXY", url)
        with pytest.raises(Unreachable, match="the proxy wants a name and a password"):
            fetch(Request("http://shili.invalid/x"), access=RUNG)
        monkeypatch.setenv("HTTPS_PROXY", url)
        with pytest.raises(Unreachable, match="the proxy refuses"):
            fetch(Request("https://shili.invalid/x"), access=RUNG)


def test_a_tunnels_password_goes_to_the_proxy_alone_and_our_headers_through_the_tunnel(
    fetch, monkeypatch
) -> None:
    heads: list[bytes] = []
    with raw_server(lambda head: (heads.append(head), b"HTTP/1.1 200 OK\r\n\r\n")[1]) as url:
        monkeypatch.setenv("HTTPS_PROXY", url.replace("//", "//me:p%40ss@"))
        with pytest.raises(Unreachable, match="no whole answer"):
            fetch(Request("https://shili.invalid/x"), access=RUNG, headers={"X-Api-Key": "k"})
    assert heads[0].startswith(b"CONNECT shili.invalid:443 HTTP/1.1")
    assert base64.b64encode(b"me:p@ss") in heads[0]
    assert b"X-Api-Key" not in heads[0] and b"mingdan" not in heads[0]
