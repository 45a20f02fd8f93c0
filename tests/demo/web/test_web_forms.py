"""Each form goes over the wire as sources.md, part B, has it."""

from __future__ import annotations

import json
import re

import feedparser
import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from demo.web.forms.feed import Feed
from demo.web.forms.jpage import Jpage
from demo.web.forms.miit_search import MiitSearch
from demo.web.forms.trade import Trade
from demo.web.forms.trs import Trs


def test_the_search_interface_answers_json_under_the_label_html(serve, client):
    with serve(MiitSearch()) as web:
        answer = client.get(web.list_url("site"), params={"group": "distinct", "pg": 2})
    result = answer.json()["data"]["searchResult"]
    first = result["dataResults"][0]["groupData"][0]["data"]
    assert answer.headers["content-type"].startswith("text/html")
    assert result["totalCount"] == 3 and len(result["dataResults"]) == 2
    assert first["title"] == "示例<em class='x'>名单</em>第0号"
    assert first["deploytime"] == "1719363600000"  # 2024-06-26 09:00 in China
    assert json.loads(json.loads(first["infoextends"])["infoContent"])[0]["fieldValue"] == "<p>示例正文0</p>"


def test_ungrouped_hits_have_no_wrapper_and_a_day(serve, client):
    with serve(MiitSearch()) as web:
        hits = client.get(web.list_url("site")).json()["data"]["searchResult"]["dataResults"]
    assert hits[0]["data"]["jsearch_date"] == "2024-06-26"


def test_a_search_page_past_the_end_has_no_hits(serve, client):
    with serve(MiitSearch()) as web:
        result = client.get(web.list_url("site"), params={"p": 9}).json()["data"]["searchResult"]
    assert result["dataResults"] == [] and result["totalCount"] == 3


def test_a_search_without_any_hit_has_no_result_at_all(serve, client):
    with serve(MiitSearch(), items=0) as web:
        assert client.get(web.list_url("site")).json() == {"code": "200", "data": {}}


def test_the_ministry_hangs_its_files_into_frames(serve, client):
    with serve(MiitSearch()) as web:
        page = LexborHTMLParser(client.get(web.page_url("site", "shili-0")).text)
        frame = page.css_first("#con_con ul.fileArry iframe[fileurl]").attributes
        assert client.get(web.url + str(frame["fileurl"])).content == b"PK-shili"
    assert page.css_first("meta[name=PubDate]").attributes["content"] == "2024-06-26 09:00"
    assert not page.css("#con_con a")


def test_a_column_page_has_its_rows_in_cdata(serve, client):
    with serve(Jpage()) as web:
        text = client.get(web.list_url("site")).text
    records = re.findall(r"<record><!\[CDATA\[(.*?)\]\]></record>", text)
    row = LexborHTMLParser(records[0])
    assert len(records) == 3
    assert row.css_first("div.text > h3 > a").attributes["title"] == "示例名单第0号"
    assert row.css_first("div.bottom span").text() == "2024-06-26 09:00"


def test_the_proxy_gives_the_records_asked_for_and_ends_in_a_few_bytes(serve, client):
    with serve(Jpage(inline=False)) as web:
        url = web.list_url("site")
        form = {"columnid": 15202, "webid": 78}
        some = client.post(url, params={"startrecord": 2, "endrecord": 3, "perpage": 2}, data=form)
        end = client.post(url, params={"startrecord": 4, "endrecord": 5, "perpage": 2}, data=form)
        column = client.get(f"{web.url}/site/col/col15202/index.html").text
    assert some.headers["content-type"].startswith("text/xml")
    assert some.text.count("<record>") == 2 and "第1号" in some.text
    assert len(end.content) < 60 and "<record>" not in end.text
    assert "<record>" not in column and "webid=78" in column


def test_a_proxy_may_seal_the_keys_of_its_next_group(serve, client):
    with serve(Jpage(sealed=True)) as web:
        text = client.get(web.list_url("site")).text
        call = re.search(r'href="([^"]+dataproxy[^"]+)"', text)[1]
        assert "<record>" not in client.get(web.url + call).text
    assert re.search(r"unitid=[0-9a-f]{64}$", call)


def test_a_record_may_break_its_date_over_lines(serve, client):
    with serve(Jpage(broken_dates=True, plain=True)) as web:
        assert re.search(r"<b>2024-\s+06-\s+26</b>", client.get(web.list_url("site")).text)


def test_a_hanweb_file_has_its_ending_in_the_query_alone(serve, client):
    with serve(Jpage()) as web:
        link = LexborHTMLParser(client.get(web.page_url("site", "shili-0")).text).css_first("#zoom a")
        address = str(link.attributes["href"])
        assert client.get(web.url + address).content == b"PK-shili"
    assert re.fullmatch(r".*/downfile\.jsp\?classid=0&filename=[0-9a-f]{32}\.xlsx", address)


@pytest.mark.parametrize(("base", "second"), [(0, "index_1.html"), (1, "index_2.html")])
def test_trs_counts_its_pages_from_0_or_from_1(serve, client, base, second):
    with serve(Trs(base=base), items=5, page_size=2) as web:
        first = client.get(web.list_url("site"))
        after = client.get(httpx.URL(web.list_url("site")).join(second))
    assert 'createPageHTML(3, 0, "index", "html")' in first.text
    assert 'createPageHTML(3, 1, "index", "html")' in after.text and "第2号" in after.text


def test_trs_links_and_files_are_relative_to_their_page(serve, client):
    with serve(Trs()) as web:
        row = LexborHTMLParser(client.get(web.list_url("site")).text).css_first("ul.list li a")
        href = str(row.attributes["href"])
        page = client.get(httpx.URL(web.list_url("site")).join(href))
        file = LexborHTMLParser(page.text).css_first("p.insertfileTag a").attributes["href"]
        assert client.get(page.url.join(str(file))).content == b"PK-shili"
    assert re.fullmatch(r"\./202406/t20240626_\d{8}\.html", href)


def test_a_trs_root_may_be_a_shell_that_sends_on(serve, client):
    with serve(Trs(shell=True)) as web:
        shell = client.get(web.list_url("site"))
    assert 'http-equiv="Refresh"' in shell.text and "示例名单" not in shell.text


def test_a_trade_page_prints_other_dates_beside_its_teasers(serve, client):
    with serve(Trade(), items=3, page_size=2) as web:
        listing = LexborHTMLParser(client.get(web.list_url("site")).text)
        page = LexborHTMLParser(client.get(web.page_url("site", "shili-0")).text)
    assert listing.css_first("a.next").attributes["href"] == "list_2.html"
    assert page.css_first(".meta .time").text() == "2024-06-26 09:00:00"
    assert "2023-10-18 14:59:32" in page.css_first(".related").text()


@pytest.mark.parametrize("atom", [False, True])
def test_a_feed_is_well_formed_and_dated_in_china(serve, client, atom):
    with serve(Feed(atom=atom)) as web:
        answer = client.get(web.list_url("site"))
        feed = feedparser.parse(answer.content)
        assert client.get(feed.entries[0].link).status_code == 200
    assert not feed.bozo and feed.entries[0].title == "示例名单第0号"
    moment = feed.entries[0].updated_parsed if atom else feed.entries[0].published_parsed
    assert moment[:5] == (2024, 6, 26, 1, 0)  # 09:00 in China is 01:00 UTC
