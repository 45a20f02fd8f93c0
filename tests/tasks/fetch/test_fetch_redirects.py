"""Where redirects lead, each end named; what belongs to one host is never sent to another."""

from __future__ import annotations

import pytest

from config.errors import Blocked, Refused, Unreachable
from tasks.fetch.access import headers_of
from tasks.fetch.kinds.list_page import Request
from tests.tasks.fetch.fetching import Fetching


@pytest.fixture
def fetch(site, source) -> Fetching:
    return Fetching(site, source)


def test_a_circle_of_redirects_is_named_when_it_closes(fetch, reply) -> None:
    fetch.site.serve("/a", reply(status=302, headers={"Location": "/b"}))
    fetch.site.serve("/b", reply(status=302, headers={"Location": "/a"}))
    with pytest.raises(Refused, match="redirects in a circle"):
        fetch("/a")
    assert len(fetch.site.paths()) <= 4


def test_a_circle_that_a_cookie_opens_is_walked_without_any_rung(fetch, reply) -> None:
    def page(asked):
        known = "sid=1" in asked.headers.get("cookie", "")
        return reply(b"in") if known else reply(status=302, headers={"Location": "/start"})

    fetch.site.serve("/a", page)
    back = {"Location": "/a", "Set-Cookie": "sid=1; Path=/"}
    fetch.site.serve("/start", reply(status=302, headers=back))
    assert fetch("/a").body == b"in"


def test_a_redirect_to_itself_without_a_cookie_is_refused_at_once(fetch, reply) -> None:
    fetch.site.serve("/x", reply(status=302, headers={"Location": "/x#top"}))
    with pytest.raises(Refused, match="it redirects to itself"):
        fetch("/x")
    assert fetch.site.paths() == ["/x"]


def test_a_form_that_leads_to_its_own_page_is_no_circle(fetch, reply) -> None:
    fetch.site.serve(
        "/x",
        lambda asked: (
            reply(b"list") if asked.method == "GET" else reply(status=302, headers={"Location": "/x"})
        ),
    )
    assert fetch(Request(fetch.site.url + "/x", form=(("page", "1"),))).body == b"list"


def test_nothing_of_one_host_goes_with_a_redirect_to_another(fetch, reply) -> None:
    away = fetch.site.url.replace("127.0.0.1", "localhost")
    headers = {"Location": away + "/y", "Set-Cookie": "sid=secret; Path=/"}
    fetch.site.serve("/x", reply(status=302, headers=headers))
    fetch.site.serve("/y", "there")
    asked = Request(
        fetch.site.url + "/x", headers=(("X-Own", "1"),), referer=fetch.site.url + "/list?token=1"
    )
    fetch(asked, headers={"Authorization": "s", "X-Api-Key": "k", "Accept-Language": "zh"})
    there = fetch.site.asked[-1].headers
    assert not {"authorization", "x-api-key", "cookie", "x-own"} & set(there)
    assert there["accept-language"] == "zh"
    assert there["referer"] == fetch.site.url + "/", "another host learns our page's host, not its address"


def test_what_a_file_entrusts_to_https_is_not_sent_over_http(source) -> None:
    one = source(list_keys={"url": "https://shili.example/tzgg/"}, headers={"X-Api-Key": "k"})
    assert headers_of(Request("https://shili.example/tzgg/"), one)["X-Api-Key"] == "k"
    assert "X-Api-Key" not in headers_of(Request("http://shili.example/tzgg/"), one)


@pytest.mark.parametrize(
    "target", ["http://[broken/", "http://shili.example:99999/", "http://shili.example:x/", "https://"]
)
def test_a_redirect_to_what_is_no_address_is_refused(fetch, reply, target) -> None:
    fetch.site.serve("/x", reply(status=302, headers={"Location": target}))
    with pytest.raises((Refused, Unreachable)):
        fetch("/x")
    assert fetch.site.paths() == ["/x"]


@pytest.mark.parametrize(
    "url", ["http://[broken/", "http://shili.example:99999/", "http:///x", "http://shili..example/"]
)
def test_what_is_no_address_is_refused_and_not_sent(fetch, url) -> None:
    with pytest.raises((Refused, Unreachable)):
        fetch(Request(url), access={"browser": "示例", "http": "示例"})


def test_a_page_that_refreshes_itself_is_a_page(fetch, reply) -> None:
    fetch.site.serve("/x", '<html><meta http-equiv="refresh" content="60; url=/x"><p>no entries</p></html>')
    assert b"no entries" in fetch("/x").body
    assert fetch.site.paths() == ["/x"]


def test_a_refresh_to_itself_with_a_cookie_needs_the_rung(fetch, reply) -> None:
    shell = reply(
        b'<meta http-equiv="refresh" content="0; url=/x">', headers={"Set-Cookie": "seal=1; Path=/"}
    )
    fetch.site.serve(
        "/x", lambda asked: reply(b"in") if "seal=1" in asked.headers.get("cookie", "") else shell
    )
    with pytest.raises(Blocked, match=r"access\.cookies"):
        fetch("/x")
    assert fetch("/x", access={"cookies": "示例"}).body == b"in"
