"""The ladder: what each rung changes, that none is climbed by itself, and that the log says which was used."""

from __future__ import annotations

import pytest

from config.errors import Blocked, Refused, Unreachable
from config.models import Settings
from tasks.archive.records import SourceState
from tasks.fetch.access import HONEST_AGENT, by_http, headers_of, host_of, in_order
from tasks.fetch.client import Client
from tasks.fetch.kinds.list_page import Request
from tests.tasks.fetch.fetching import Fetching, raw_server


@pytest.fixture
def fetch(site, source) -> Fetching:
    return Fetching(site, source)


def test_without_a_rung_we_say_who_we_are_and_little_else(fetch) -> None:
    fetch.site.serve("/x", "ok")
    fetch("/x")
    asked = fetch.site.asked[0].headers
    assert asked["user-agent"] == HONEST_AGENT and "mingdan/" in HONEST_AGENT
    assert "chrome" not in HONEST_AGENT.lower() and "referer" not in asked
    assert set(asked) == {"host", "user-agent", "accept", "accept-language", "accept-encoding"}
    assert fetch.access == [""]


def test_a_browser_has_its_headers_and_comes_from_somewhere_each_time(fetch) -> None:
    fetch.site.serve("/x", "ok")
    page = Request(fetch.site.url + "/x", referer=fetch.site.url + "/tzgg/")
    fetch("/x", page, access={"browser": "示例：it refuses our name"})
    first, second = (asked.headers for asked in fetch.site.asked)
    assert first["referer"] == fetch.site.url + "/"
    assert second["referer"] == fetch.site.url + "/tzgg/"
    assert "Chrome/" in first["user-agent"] and "mingdan" not in first["user-agent"]
    assert "sec-ch-ua" not in first, "a browser sends its hints over https alone"
    assert fetch.access == ["browser", "browser"]


def test_a_browsers_hints_are_those_of_its_name(source) -> None:
    one = source(access={"browser": "示例"})
    headers = headers_of(Request("https://shili.example/x"), one)
    version = headers["User-Agent"].partition("Chrome/")[2].partition(".")[0]
    assert f'"Chromium";v="{version}"' in headers["sec-ch-ua"]
    assert headers["sec-ch-ua-platform"] == '"Windows"' and "Windows" in headers["User-Agent"]
    assert headers["Sec-Fetch-Site"] == "same-origin"
    away = headers_of(Request("https://shili.example/x", referer="https://other.example/a?b=1"), one)
    assert (away["Sec-Fetch-Site"], away["Referer"]) == ("cross-site", "https://other.example/")


def test_a_cookie_redirect_to_itself_is_blocked_and_names_the_rung(fetch, reply) -> None:
    fetch.site.serve("/x", reply(status=302, headers={"Location": "/x", "Set-Cookie": "CT6T=1; Path=/"}))
    with pytest.raises(Blocked, match=r"redirects to itself and sets a cookie; access\.cookies"):
        fetch("/x")
    assert fetch.site.paths() == ["/x"]
    with pytest.raises(Blocked, match="in spite of its cookie") as caught:
        fetch("/x", access={"cookies": "示例"})
    assert "access.chromium" in str(caught.value)
    assert fetch.site.paths() == ["/x"] * 3, "sent back once, and no more"


def test_the_cookie_of_a_challenge_goes_back_with_the_rung_alone(fetch, reply) -> None:
    def gate(asked):
        if "__jsluid_s=1" in asked.headers.get("cookie", ""):
            return reply(b"in")
        return reply(status=521, headers={"Set-Cookie": "__jsluid_s=1; Path=/"})

    fetch.site.serve("/x", gate)
    with pytest.raises(Blocked, match=r"HTTP 521: .*access\.cookies"):
        fetch("/x", "/x")
    assert [asked.headers.get("cookie") for asked in fetch.site.asked] == [None, None]
    assert fetch("/x", access={"cookies": "示例"}).body == b"in"
    assert fetch.access[-1] == "cookies"


def test_the_cookie_in_a_shell_is_read_with_the_rung_alone(fetch, reply) -> None:
    shell = b'<html><script>window.document.cookie="C3VK=c0ffee; path=/; max-age=300;";location.reload()</script></html>'
    fetch.site.serve(
        "/x", lambda asked: reply(b"in" if "C3VK=c0ffee" in asked.headers.get("cookie", "") else shell)
    )
    with pytest.raises(Blocked, match=r"C3VK.*access\.cookies"):
        fetch("/x")
    assert fetch("/x", access={"cookies": "示例"}).body == b"in"


def test_a_session_cookie_of_a_usable_answer_is_kept_without_any_rung(fetch, reply) -> None:
    fetch.site.serve("/x", reply(b"ok", headers={"Set-Cookie": "JSESSIONID=1; Path=/"}))
    fetch("/x", "/x")
    assert fetch.site.asked[1].headers["cookie"] == "JSESSIONID=1"
    assert fetch.access == ["", ""]


def test_http_is_asked_for_https_of_the_lists_host_alone(fetch, source) -> None:
    fetch.site.serve("/x", "ok")
    secure = fetch.site.url.replace("http:", "https:") + "/x"
    assert fetch(Request(secure), access={"http": "示例：BAD_ECPOINT"}).body == b"ok"
    assert fetch.access == ["http"]
    one = source(access={"http": "示例"})
    assert by_http("https://other.example/x", one) == "https://other.example/x"
    with pytest.raises(Unreachable):
        fetch(Request(secure))


def test_http_that_only_leads_back_to_https_says_that_the_rung_is_of_no_use(fetch, reply) -> None:
    secure = fetch.site.url.replace("http:", "https:")
    fetch.site.serve("/x", reply(status=301, headers={"Location": secure + "/x"}))
    with pytest.raises(Refused, match=r"take access\.http out"):
        fetch("/x", access={"http": "示例"})


def test_a_broken_connection_names_the_rung_that_may_help(fetch) -> None:
    with raw_server(lambda head: b"") as url, pytest.raises(Unreachable, match=r"access\.browser"):
        fetch(Request(url + "/"))
    secure = fetch.site.url.replace("http:", "https:")
    with pytest.raises(Unreachable, match="tls: legacy"):
        fetch(Request(secure + "/x"))
    with pytest.raises(Unreachable, match=r"access\.http"):
        fetch(Request(secure + "/x"), tls="legacy")


@pytest.mark.parametrize(
    ("status", "on", "named"),
    [
        (403, {}, "access.browser"),
        (403, {"browser": "示例"}, "access.cookies"),
        (405, {"browser": "示例", "cookies": "示例"}, "access.chromium"),
        (412, {}, "access.chromium"),
        (521, {"cookies": "示例"}, "access.chromium"),
        (429, {}, "raise delay"),
    ],
)
def test_a_refusal_names_the_next_rung(fetch, reply, status, on, named) -> None:
    fetch.site.serve("/x", reply(status=status))
    with pytest.raises(Blocked, match=named.replace(".", r"\.")):
        fetch("/x", access=on)


def test_what_was_used_is_in_the_log_of_a_poll(site, source, poll, page, reply) -> None:
    site.serve("/tzgg/", page("示例公示甲"), reply(status=403))
    site.serve("/tzgg/202603/t20260305_100.html", "<p>示例</p>")
    poll(source(access={"browser": "示例", "cookies": "示例：not needed so far"}))
    assert {line.access for line in poll.fetches()} == {"browser"}
    refused = poll.a_day_later()(source(access={"browser": "示例"}))
    assert refused.state is SourceState.BLOCKED and poll.fetches()[-1].access == "browser"


def test_legacy_tls_is_for_the_lists_own_host(source) -> None:
    client = Client(Settings())
    one = source(tls="legacy", list_keys={"url": "https://shili.example/tzgg/"})
    assert client.access("https://shili.example/a.pdf", one) == "legacy tls"
    assert client.access("https://files.example/a.pdf", one) == ""
    assert client.access("http://shili.example/a.pdf", one) == ""


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("https://Shili.Example/a", "http://shili.example:80/b"),
        ("https://shili.example./a", "https://shili.example:443/"),
        ("http://shili.example:8080/a", "http://SHILI.example.:8080/"),
    ],
)
def test_a_host_has_one_name(one, same) -> None:
    assert host_of(one) == host_of(same)
    assert host_of(one) != host_of("http://other.example/")
    assert in_order({"chromium", "browser", "legacy tls"}) == "browser, legacy tls, chromium"
