"""What all forms have in common: articles, files, links, order, and a listener that no request can upset."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from demo.web import Item, Site, simulated_web
from demo.web.forms.feed import Feed
from demo.web.forms.feeds import AnyFeed
from demo.web.forms.jpage import Jpage
from demo.web.forms.miit_search import MiitSearch
from demo.web.forms.statics import Static
from demo.web.forms.trade import Trade
from demo.web.forms.trs import Trs
from demo.web.site import CHINA_TIME
from demo.web.wire import Asked, Links

FORMS = [MiitSearch(), Jpage(), Trs(), Trade(), Feed(), Static(address="tsid"), AnyFeed(version="atom-1.0")]
of_every_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: type(form).__name__)


def asked(**parts):
    return Asked(
        **({"method": "GET", "site_id": "site", "path": "/", "query": {}, "form": {}, "headers": {}} | parts)
    )


@of_every_form
def test_an_article_has_its_title_its_source_and_its_body(serve, client, form):
    with serve(form) as web:
        page = LexborHTMLParser(client.get(web.page_url("site", "shili-1")).text)
    assert page.css_first("h1").text() == "示例名单第1号"
    assert "来源：示例厅" in page.body.text() and "示例正文1" in page.body.text()
    assert "2024-06-25" in page.body.text()


@of_every_form
def test_an_attachment_is_served_under_its_own_type(serve, client, form, articles):
    with serve(form) as web:
        item = articles(1)[0]
        answer = client.get(f"{web.url}/site{form.file_path(item, item.attachments[0])}")
    assert answer.content == b"PK-shili" and answer.headers["content-type"].endswith("spreadsheetml.sheet")


@of_every_form
def test_titles_with_markup_signs_stay_text(client, form, articles, noon):
    title = '示例<b>&"名单"'
    site = Site("site", "示例厅", form, (replace(articles(1)[0], title=title),))
    with simulated_web([site], now=noon) as web:
        page = LexborHTMLParser(client.get(web.page_url("site", "shili-0")).text)
        listing = client.get(web.list_url("site"))
    assert page.css_first("h1").text() == title
    assert listing.status_code == 200 and "<b>&" not in listing.text


@of_every_form
def test_the_newest_article_comes_first_whatever_the_order_given(client, form, articles, noon):
    site = Site("site", "示例厅", form, tuple(reversed(articles(3))))
    with simulated_web([site], now=noon) as web:
        text = client.get(web.list_url("site")).text.replace("<em class='x'>", "").replace("</em>", "")
    places = [text.index(f"示例名单第{order}号") for order in range(3)]
    assert places == sorted(places)


@of_every_form
def test_addresses_of_one_article_never_change(form, articles):
    item = articles(1)[0]
    edited = replace(item, title="示例新题", body="<p>示例新文</p>")
    assert form.page_path(item) == form.page_path(edited)


@given(st.text(alphabet="abcdef-0123456789", min_size=1), st.text(alphabet="abcdef-0123456789", min_size=1))
def test_articles_of_different_keys_have_different_addresses(one, other):

    moment = datetime(2024, 1, 1, tzinfo=CHINA_TIME)
    first, second = (Item(key, "示例", moment, "") for key in (one, other))
    assert (first.hex == second.hex) is (one == other)


@pytest.mark.parametrize(
    ("links", "written"),
    [
        (Links.PLAIN, "/site/a/b.html"),
        (Links.PROTOCOL_RELATIVE, "//host:1/site/a/b.html"),
        (Links.UPWARDS, "../../site/a/b.html"),
        (Links.MIXED_SCHEMES, "https://host:1/site/a/b.html"),
    ],
)
def test_links_in_every_manner(links, written):
    assert links.write("/site/a/b.html", page="/site/list/index.html", host="host:1", order=1) == written


def test_a_request_tells_its_numbers_cookies_and_target():
    request = asked(
        path="/list", query={"p": "2", "q": "名 单"}, form={"perpage": "x"}, headers={"cookie": "a=1; b=2=3"}
    )
    assert (request.count("p", 1), request.count("perpage", 15), request.count("none", 7)) == (2, 15, 7)
    assert request.cookies == {"a": "1", "b": "2=3"}
    assert request.target == "/site/list?p=2&q=%E5%90%8D+%E5%8D%95"


@pytest.mark.parametrize(
    "query", ["p=-1", "p=0", "p=99999999999999999999", "p=²", "pg=0", "%ff=%00", "p=1&p=2"]
)
def test_odd_queries_are_answered(serve, client, query):
    with serve(MiitSearch()) as web:
        assert client.get(f"{web.list_url('site')}?{query}").status_code == 200


def test_bytes_that_are_no_request_do_not_stop_the_web(serve, client):
    with serve(Trs()) as web:
        port = int(web.url.rsplit(":", 1)[1])
        for raw in (
            b"\x00\xff\r\n\r\n",
            b"GET /site/ HTTP/1.1\r\n",
            b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        ):
            with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
                connection.sendall(raw)
        assert client.get(web.list_url("site")).status_code == 200


def test_twenty_clients_at_once_are_all_served(serve, client):
    with serve(Jpage()) as web, ThreadPoolExecutor(20) as pool:
        statuses = list(pool.map(lambda _: client.get(web.list_url("site")).status_code, range(100)))
        assert statuses == [200] * 100 and len(web.requests) == 100


def test_a_head_has_the_length_and_no_body(serve, client):
    with serve(Trs()) as web:
        whole, head = client.get(web.list_url("site")), client.head(web.list_url("site"))
    assert head.headers["content-length"] == str(len(whole.content)) and head.content == b""


def test_a_site_may_rewrite_every_page_it_sends(client, articles, noon):
    site = Site("site", "示例厅", Trade(), articles(1), rewrite=lambda text: text.replace("示例", "範例"))
    with simulated_web([site], now=noon) as web:
        pages = [client.get(url).text for url in (web.list_url("site"), web.page_url("site", "shili-0"))]
    assert all("範例名单" in page and "示例" not in page for page in pages)


def test_a_web_can_be_opened_again_on_its_port(articles, noon, client):
    sites = [Site("site", "示例厅", Trs(), articles(1))]
    with simulated_web(sites, now=noon) as web:
        url = web.page_url("site", "shili-0")
        assert client.get(url).status_code == 200
    with simulated_web(sites, now=noon + timedelta(days=1), port=int(url.split(":")[2].split("/")[0])):
        assert client.get(url).status_code == 200
