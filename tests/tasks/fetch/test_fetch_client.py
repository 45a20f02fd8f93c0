"""The client: every fault of the outside has its name, and no private address is ever called unasked."""

from __future__ import annotations

import asyncio
import gzip
import zlib

import pytest

from config.errors import Blocked, FetchError, Gone, Refused, TooLarge, Unreachable
from config.models import Settings
from tasks.fetch.addresses import native_id, redact
from tasks.fetch.call import Validators
from tasks.fetch.client import Client
from tasks.fetch.kinds.list_page import Request
from tasks.fetch.network import is_public
from tasks.fetch.politeness import Limits, Politeness
from tasks.fetch.written import sent, written
from tests.tasks.fetch.fetching import Fetching, raw_server


@pytest.fixture
def fetch(site, source) -> Fetching:
    return Fetching(site, source)


def test_a_private_address_is_refused_before_anything_is_sent(site, fetch) -> None:
    with pytest.raises(Refused, match="private address") as caught:
        fetch("/x", allow_private=False)
    assert site.asked == []
    assert caught.value.url == site.url + "/x"


@pytest.mark.parametrize(
    "host", ["localhost", "127.1", "0x7f.0.0.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_no_spelling_of_a_private_address_gets_through(fetch, host) -> None:
    with pytest.raises((Refused, Unreachable)):
        fetch(Request(f"http://{host}:{fetch.site.url.rpartition(':')[2]}/x"), allow_private=False)
    assert fetch.site.asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("2400:3200::1", True), ("64:ff9b::808:808", True),
        ("10.0.0.1", False), ("172.16.0.1", False), ("192.168.1.1", False), ("127.0.0.1", False), ("0.0.0.0", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("224.0.0.1", False), ("240.0.0.1", False), ("255.255.255.255", False),
        ("::1", False), ("::", False), ("fe80::1%eth0", False), ("fd00::1", False), ("ff02::1", False), ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False), ("2002:a00:1::", False), ("no address", False), ("fec0::1", False), ("168.63.129.16", False),
    ],
)  # fmt: skip
def test_public_is_what_the_whole_internet_can_reach(address, public) -> None:
    assert is_public(address) is public


def test_a_connection_of_a_private_source_is_not_lent_to_another(site, source) -> None:
    site.serve("/x", "ok")

    async def both() -> None:
        client = Client(Settings())
        await client.fetch(Request(site.url + "/x"), source=source())
        try:
            await client.fetch(Request(site.url + "/x"), source=source(allow_private=False, id="other"))
        finally:
            await client.aclose()

    with pytest.raises(Refused):
        asyncio.run(both())


def test_a_redirect_from_a_public_to_a_private_address_is_refused(site, source, reply) -> None:
    site.serve(
        "/x", reply(status=302, headers={"Location": site.url.replace("127.0.0.1", "127.0.0.2") + "/y"})
    )

    async def run() -> None:
        client = Client(Settings(), public=lambda address: address == "127.0.0.1")
        try:
            await client.fetch(Request(site.url + "/x"), source=source(allow_private=False))
        finally:
            await client.aclose()

    with pytest.raises(Refused, match=r"127\.0\.0\.2 is a private address"):
        asyncio.run(run())
    assert site.paths() == ["/x"]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.invalid/x", "unix:///run/x.sock"])
def test_a_redirect_to_another_scheme_is_refused(fetch, reply, target) -> None:
    fetch.site.serve("/x", reply(status=302, headers={"Location": target}))
    with pytest.raises(Refused, match="neither http nor https"):
        fetch("/x")


def test_redirects_are_followed_five_times_and_no_further(fetch, reply) -> None:
    for n in range(9):
        fetch.site.serve(f"/{n}", reply(status=302, headers={"Location": f"{n + 1}"}))
    fetch.site.serve("/5", "there")
    assert fetch("/0").body == b"there"
    fetch.site.serve("/5", reply(status=302, headers={"Location": "/6"}))
    with pytest.raises(Refused, match="more than 5 redirects"):
        fetch("/0")


def test_a_redirect_to_itself_with_a_cookie_is_passed_by_sending_it_back(fetch, reply) -> None:
    def gate(asked):
        if "CT6T=1" in asked.headers.get("cookie", ""):
            return reply(b"in")
        return reply(status=302, headers={"Location": "/x", "Set-Cookie": "CT6T=1; Path=/"})

    fetch.site.serve("/x", gate)
    assert fetch("/x", access={"cookies": "示例：CT6T"}).body == b"in"


def test_a_refusal_that_sets_a_cookie_heals_by_it_and_another_is_not_repeated(fetch, reply) -> None:
    fetch.site.serve("/x", reply(status=403, headers={"Set-Cookie": "__jsluid_s=1; Path=/"}), reply(b"in"))
    assert fetch("/x", access={"cookies": "示例"}).body == b"in"
    fetch.site.serve("/y", reply(status=403))
    with pytest.raises(Blocked) as caught:
        fetch("/y", access={"cookies": "示例"})
    assert (caught.value.status, fetch.site.paths().count("/y")) == (403, 1)


def test_cookies_of_one_source_are_not_sent_for_another(site, source, reply) -> None:
    site.serve("/x", reply(b"ok", headers={"Set-Cookie": "who=a; Path=/"}))

    async def both() -> None:
        client = Client(Settings())
        for one in ("a", "a", "b"):
            await client.fetch(Request(site.url + "/x"), source=source(id=one))
        await client.aclose()

    asyncio.run(both())
    assert [asked.headers.get("cookie") for asked in site.asked] == [None, "who=a", None]


def test_a_refresh_shell_is_followed_once(fetch) -> None:
    fetch.site.serve("/x", '<html><meta http-equiv="Refresh" content="0; URL=/y"></html>')
    fetch.site.serve("/y", "the list")
    assert fetch("/x").url.endswith("/y")
    fetch.site.serve("/y", '<html><meta http-equiv="refresh" content="0;url=/x"></html>')
    assert fetch("/x").url.endswith("/y")


def test_what_can_heal_is_tried_three_times_with_growing_pauses(fetch, reply) -> None:
    fetch.site.serve("/x", reply(status=502), reply(status=502), reply(b"ok"))
    assert fetch("/x").body == b"ok"
    assert fetch.pauses == pytest.approx([1.0, 2.0], abs=0.5)
    fetch.site.serve("/y", reply(status=502))
    with pytest.raises(Unreachable, match="HTTP 502"):
        fetch("/y")
    assert fetch.site.paths().count("/y") == 3


@pytest.mark.parametrize(
    ("status", "error"), [(404, Gone), (410, Gone), (401, Blocked), (429, Blocked), (400, FetchError)]
)
def test_what_cannot_heal_is_asked_once(fetch, reply, status, error) -> None:
    fetch.site.serve("/x", reply(status=status))
    with pytest.raises(error):
        fetch("/x")
    assert fetch.site.paths() == ["/x"]


def test_a_body_cut_off_is_an_error_and_not_a_short_page(fetch, reply) -> None:
    fetch.site.serve("/x", reply(b"<li>one", cut=100))
    with pytest.raises(Unreachable, match="no whole answer"):
        fetch("/x")


@pytest.mark.parametrize("damage", [lambda packed: packed[:-9], lambda packed: packed[:20] + b"\x00" * 20])
def test_a_compressed_body_cut_off_or_broken_is_an_error(fetch, reply, damage) -> None:
    body = damage(gzip.compress(bytes(range(256)) * 9))
    fetch.site.serve("/x", reply(body, headers={"Content-Encoding": "gzip"}))
    with pytest.raises(Unreachable, match=r"cut off|broken"):
        fetch("/x")


@pytest.mark.parametrize(
    "coding", ["gzip", "x-gzip", "deflate", "raw deflate", "none said", "two members", "lied"]
)
def test_every_coding_that_servers_send_is_undone(fetch, reply, coding) -> None:
    text = "示例".encode() * 500
    raw = zlib.compressobj(wbits=-15)
    bodies = {"deflate": zlib.compress(text), "raw deflate": raw.compress(text) + raw.flush(), "lied": text}
    bodies["two members"] = gzip.compress(text[:900]) + gzip.compress(text[900:])
    names = {"raw deflate": "deflate", "two members": "gzip", "lied": "gzip", "none said": ""}
    headers = {"Content-Encoding": names.get(coding, coding)} if names.get(coding, coding) else {}
    fetch.site.serve("/x", reply(bodies.get(coding, gzip.compress(text)), headers=headers))
    assert fetch("/x").body == text


def test_a_gzip_file_to_download_stays_a_gzip_file(fetch, reply) -> None:
    packed = gzip.compress(b"names")
    fetch.site.serve("/x.gz", reply(packed, content_type="application/octet-stream"))
    assert fetch("/x.gz").body == packed


@pytest.mark.parametrize("body", [gzip.compress(b"0" * (40 << 20)), b"0" * (2 << 20)])
def test_a_body_beyond_the_limit_is_refused_compressed_or_not(fetch, reply, body) -> None:
    headers = {"Content-Encoding": "gzip"} if body.startswith(b"\x1f") else {}
    fetch.site.serve("/x", reply(body, headers=headers))
    with pytest.raises(TooLarge, match="more than 1 MB"):
        fetch("/x")


def test_a_body_that_drips_is_given_up_in_time(fetch, reply) -> None:
    fetch.site.serve("/x", reply(b"x" * 1000, drip=0.02))
    with pytest.raises(Unreachable, match="in time"):
        fetch("/x", timeout=0.05)


def test_nobody_there_is_unreachable(fetch) -> None:
    with pytest.raises(Unreachable):
        fetch(Request("http://127.0.0.1:9/"))
    with pytest.raises(Unreachable, match="not known"):
        fetch(Request("http://no-such-host.invalid/"))


def test_the_servers_validators_go_back_as_they_came(fetch, reply) -> None:
    fetch.site.serve("/x", reply(status=304))
    answer = fetch("/x", validators=Validators('W/"a b"', "whatever it said"))
    assert (answer.status, answer.body) == (304, b"")
    assert fetch.site.asked[0].headers["if-none-match"] == 'W/"a b"'
    assert fetch.site.asked[0].headers["if-modified-since"] == "whatever it said"
    with pytest.raises(FetchError, match="304 is no page"):
        fetch("/x")


def test_a_form_is_posted_and_secret_headers_stay_at_home(fetch) -> None:
    fetch.site.serve("/x", "ok")
    fetch(Request(fetch.site.url + "/x", form=(("webname", "示例厅"),)), headers={"Authorization": "s"})
    away = fetch.site.url.replace("127.0.0.1", "localhost")
    fetch(Request(away + "/x"), headers={"Authorization": "s"})
    first, second = fetch.site.asked
    assert (first.method, first.body, first.headers["authorization"]) == (
        "POST",
        b"webname=%E7%A4%BA%E4%BE%8B%E5%8E%85",
        "s",
    )
    assert "authorization" not in second.headers


def test_an_error_shows_no_secret_of_the_address(fetch) -> None:
    secret = fetch.site.url.replace("//", "//me:pw@") + "/x?token=abc&page=2&api_key=k"
    with pytest.raises(Gone) as caught:
        fetch(Request(secret))
    assert str(caught.value).startswith(f"{fetch.site.url}/x?token=***&page=2&api_key=***: ")
    assert redact("http://[broken") == "(an address that is none)"


def test_a_host_is_called_with_its_pause_between_and_others_meanwhile() -> None:
    now = [0.0]
    log: list[tuple[str, float]] = []

    async def sleep(seconds: float) -> None:
        now[0] += seconds

    async def run() -> None:
        turns = Politeness(Limits(at_once=9, per_host=1), clock=lambda: now[0], sleep=sleep)
        for host in ("a", "a", "b", "a"):
            async with turns.turn(host, 2.0):
                log.append((host, now[0]))

    asyncio.run(run())
    assert log == [("a", 0.0), ("a", 2.0), ("b", 2.0), ("a", 4.0)]


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("https://h.cn/art/2026/3/5/art_1_77.html", "http://h.cn/art/2026/3/5/art_2_77.html"),
        ("http://h.cn/a/index.html#top", "https://h.cn/a/?app=mb"),
        ("http://h.cn:80/x?id=1", "https://h.cn:443/x?id=1"),
        ("http://h.cn/a/t20260305_9.html", "http://h.cn/b/t20260305_9.shtml"),
    ],
)
def test_the_same_article_has_one_id_by_whatever_address(one, same) -> None:
    assert native_id(one) == native_id(same)
    assert native_id(one) != native_id(one.replace("h.cn", "other.cn"))


def test_a_host_that_hangs_up_is_asked_again_after_its_pause_alone(fetch) -> None:
    heads: list[bytes] = []
    with raw_server(lambda head: (heads.append(head), b"")[1]) as url, pytest.raises(Unreachable):
        fetch(Request(url + "/x"))
    assert len(heads) == 3 and len(fetch.pauses) == 2


def test_a_connection_that_ended_while_it_was_idle_is_replaced_without_a_fault(fetch) -> None:
    with raw_server(lambda head: b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok") as url:
        assert fetch(*[Request(url + "/x")] * 4).body == b"ok"
    assert fetch.errors == [] and fetch.pauses == []


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("/%b9%ab/%41?x=%B9%AB&y=a+b%20c#top", "/%b9%ab/%41?x=%B9%AB&y=a+b%20c"),
        ("/示例 1/?q=示例", "/%E7%A4%BA%E4%BE%8B%201/?q=%E7%A4%BA%E4%BE%8B"),
        ("/a/../b/./c?q=../x", "/b/c?q=../x"),
        ("/x//y;z=1/@me", "/x//y;z=1/@me"),
    ],
)
def test_an_address_is_asked_for_as_it_is_written(fetch, said, heard) -> None:
    with pytest.raises(Gone):
        fetch(said)
    assert fetch.site.paths() == [heard]


@pytest.mark.parametrize(
    "url", ["http://a b.example/", "http://shili.example/\r\nX: 1", "http://:80/", "http:x"]
)
def test_an_address_that_no_request_can_hold_is_none(url) -> None:
    with pytest.raises(ValueError):
        written(url)


def test_an_address_names_its_host_in_one_way() -> None:
    assert written("HTTP://示例.EXAMPLE:80/x?") == "http://xn--fsq092h.example/x"
    assert written("https://me:pw@Shili.example:443") == "https://me:pw@shili.example/"
    assert sent("http://me:pw@shili.example/%b9").raw_path == "/%b9"
    assert sent("http://me:pw@shili.example/").user is None
