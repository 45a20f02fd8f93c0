"""The web shows what was published by its clock, and its validators say truly whether a list changed."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

import pytest

from demo.web import Fault, Site, simulated_web
from demo.web.forms.jpage import Jpage
from demo.web.forms.trs import Trs


def test_what_is_published_later_is_not_yet_there(serve, client, noon):
    with serve(Trs()) as web:
        web.set_now(noon - timedelta(days=1))
        page = client.get(web.page_url("site", "shili-0"))
        listing = client.get(web.list_url("site")).text
    assert page.status_code == 404 and "第0号" not in listing and "第1号" in listing


def test_a_removed_article_is_gone_from_list_and_address(client, articles, noon):
    gone = replace(articles(1)[0], removed=noon)
    with simulated_web([Site("site", "示例厅", Trs(), (gone,))], now=noon - timedelta(hours=1)) as web:
        before = client.get(web.page_url("site", "shili-0")).status_code
        web.set_now(noon)
        after = client.get(web.page_url("site", "shili-0")).status_code
        listing = client.get(web.list_url("site")).text
    assert (before, after) == (200, 404) and "第0号" not in listing


@pytest.mark.parametrize(
    ("sent", "held"), [("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")]
)
def test_an_unchanged_list_is_304_however_late_it_is_asked(serve, client, sent, held, noon):
    with serve(Jpage()) as web:
        first = client.get(web.list_url("site"))
        web.set_now(noon + timedelta(days=30))
        again = client.get(web.list_url("site"), headers={sent: first.headers[held]})
    assert (
        again.status_code == 304 and again.content == b"" and again.headers["ETag"] == first.headers["ETag"]
    )


@pytest.mark.parametrize(
    ("sent", "held"), [("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")]
)
def test_a_list_with_something_new_is_sent_whole(serve, client, sent, held, noon):
    with serve(Jpage()) as web:
        web.set_now(noon - timedelta(days=1))
        first = client.get(web.list_url("site"))
        web.set_now(noon)
        again = client.get(web.list_url("site"), headers={sent: first.headers[held]})
    assert again.status_code == 200 and "第0号" in again.text


def test_a_fault_that_changes_a_list_changes_its_validators(serve, client):
    with serve(Trs()) as web:
        first = client.get(web.list_url("site"))
        web.set_fault("site", Fault.TITLE_EDITED)
        edited = client.get(
            web.list_url("site"), headers={"If-Modified-Since": first.headers["Last-Modified"]}
        )
    assert edited.status_code == 200 and edited.headers["ETag"] != first.headers["ETag"]


def test_a_date_that_is_none_does_not_count(serve, client):
    with serve(Trs()) as web:
        answer = client.get(web.list_url("site"), headers={"If-Modified-Since": "gestern"})
    assert answer.status_code == 200


def test_a_site_may_send_no_validators(client, articles, noon):
    with simulated_web([Site("site", "示例厅", Trs(), articles(1), validators=False)], now=noon) as web:
        answer = client.get(web.list_url("site"))
    assert "ETag" not in answer.headers and "Last-Modified" not in answer.headers


def test_every_request_is_recorded_with_its_times(serve, client):
    with serve(Trs()) as web:
        client.get(web.list_url("site"), headers={"User-Agent": "probe"})
        client.get(web.url + "/site/nowhere")
        seen = web.requests
        web.forget_requests()
        assert web.requests == ()
    assert [one.status for one in seen] == [200, 404]
    assert seen[0].asked.headers["user-agent"] == "probe" and seen[0].began <= seen[0].ended <= seen[1].began


def test_one_connection_serves_many_requests(serve, client):
    with serve(Trs()) as web:
        ports = {
            client.get(web.list_url("site")).extensions["network_stream"].get_extra_info("client_addr")
            for _ in "abc"
        }
    assert len(ports) == 1


def test_an_unknown_site_or_article_is_told(serve, client):
    with serve(Trs()) as web:
        assert client.get(web.url + "/nobody/").status_code == 404
        with pytest.raises(KeyError, match="shili-99"):
            web.page_url("site", "shili-99")
        with pytest.raises(KeyError):
            web.set_fault("nobody", Fault.FORBIDDEN)


def test_closing_does_not_wait_for_a_held_answer(serve, client):
    with serve(Trs()) as web:
        web.set_fault("site", Fault.TIMEOUT, seconds=60)
        client.timeout = 0.2
        with pytest.raises(Exception, match="timed out"):
            client.get(web.list_url("site"))
        began = time.monotonic()
    assert time.monotonic() - began < 2
