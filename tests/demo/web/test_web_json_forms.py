"""The forms whose lists are JSON go over the wire as sources.md, part B, has them."""

from __future__ import annotations

import json
import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from demo.web.forms.gkmlpt import Gkmlpt
from demo.web.forms.jpaas import Jpaas
from demo.web.forms.json_lists import FJDZAPP, GOV_SEARCH, HAIDIAN, IGS, QUERY_LIST, SUZHOU, JsonList
from demo.web.forms.ucap import Ucap, UcapSearch


def unit_of(page: str, selector: str) -> tuple[str, dict[str, str]]:
    """Return the address and the query of a unit, its single quotes turned."""
    node = LexborHTMLParser(page).css_first(selector).attributes
    return str(node.get("url") or node.get("uniturl")), json.loads(str(node["querydata"]).replace("'", '"'))


def test_jpaas_builds_its_rows_by_a_second_request(serve, client):
    with serve(Jpaas(), page_size=2) as web:
        page = client.get(web.list_url("site")).text
        address, query = unit_of(page, ".clist_con script[querydata]")
        text = client.get(web.url + address, params=query).text
        behind = client.get(
            web.url + address, params={**query, "paramJson": '{"pageNo":2,"pageSize":2}'}
        ).text
    html = json.loads(text, strict=False)["data"]["html"]
    assert "示例名单" not in page and "\n" in text
    assert html.count("<li") == 2 and 'count="3" rows="2" pageNo="1"' in html
    assert "第2号" in behind and 'pageNo=\\"2\\"' in behind


def test_jpaas_answers_a_unit_it_does_not_know_with_no_success(serve, client):
    with serve(Jpaas()) as web:
        address, _ = unit_of(client.get(web.list_url("site")).text, ".clist_con script")
        assert client.get(web.url + address, params={"tagId": "别的"}).json()["success"] is False


def test_the_other_jpaas_shows_its_first_rows_and_names_the_unit_on_the_pager(serve, client):
    with serve(Jpaas(pager=True), page_size=2) as web:
        page = client.get(web.list_url("site")).text
        address, query = unit_of(page, "div.pagination[querydata]")
        assert client.get(web.url + address, params=query).status_code == 200
    assert page.count('class="lb-list"') == 2 and query["parseType"] == "bulidstatic"


def test_a_jpaas_article_has_its_files_in_frames(serve, client):
    with serve(Jpaas()) as web:
        page = LexborHTMLParser(client.get(web.page_url("site", "shili-0")).text)
        frame = page.css_first("ul.fileArry iframe[fileurl]").attributes
        assert client.get(web.url + str(frame["fileurl"])).content == b"PK-shili"


def test_gkmlpt_names_site_and_tree_and_lists_by_category(serve, client):
    with serve(Gkmlpt(), page_size=2) as web:
        page = client.get(web.list_url("site")).text
        lists = f"{web.url}/site/gkmlpt/api/all"
        some = client.get(f"{lists}/0", params={"page": 2, "sid": 42}).json()
        none = client.get(f"{lists}/11", params={"sid": 42}).json()
    tree = json.loads(re.search(r"TREE: (\[.*?\]), SERVICE", page)[1])
    assert "SID: '42'" in page and [node["name"] for node in tree] == ["通知公告", "政策"]
    assert some["classify"]["post_count"] == 3 and len(some["articles"]) == 1
    assert none["articles"] == []


def test_a_gkmlpt_article_has_its_text_escaped_in_a_script(serve, client):
    with serve(Gkmlpt()) as web:
        text = client.get(web.page_url("site", "shili-0")).text
    assert '"content": "\\u003Cp>' in text and "<p>示例正文0</p>" not in text


@pytest.mark.parametrize(("name", "behind"), [("list2", "list2_2"), ("common_list", "common_list_2")])
def test_static_ucap_pages_count_from_the_second(serve, client, name, behind):
    with serve(Ucap(name=name), page_size=2) as web:
        url = web.list_url("site")
        first, second = client.get(url).text, client.get(url.replace(name, behind)).text
        assert client.get(url.replace(name, f"{name}_3")).status_code == 404
    assert first.count("list_div") == 2 and second.count("list_div") == 1
    assert re.search(r"/iitb/tzgg/202406/[0-9a-f]{32}\.shtml", first) and "发布时间：2024-06-26" in first


def test_a_ucap_article_stands_in_elements_of_its_own(serve, client):
    with serve(Ucap()) as web:
        page = LexborHTMLParser(client.get(web.page_url("site", "shili-0")).text)
    assert page.css_first("publishtime").text() == "2024-06-26 09:00"
    assert page.css_first("ucapcontent a") is not None


@pytest.mark.parametrize("search", ["common", "list", "es"])
def test_each_ucap_search_answers_its_channel(serve, client, search):
    form = UcapSearch(search)
    path = {"common": "/common/search", "list": "/searchList", "es": "/es-search/search"}[search]
    with serve(form) as web:
        answer = client.get(f"{web.url}/site{path}/{form.channel}", params={"_pageSize": 2, "page": 2}).json()
        entry = client.get(web.list_url("site")).text
    data = answer if search == "es" else answer["data"]
    assert [result["title"] for result in data["results"]] == ["示例名单第2号"]
    assert data["results"][0]["domainMetaList"][0]["resultList"][0]["key"] == "refno"
    assert (form.channel in entry) == (search != "common")


@pytest.mark.parametrize(
    "layout", [QUERY_LIST, FJDZAPP, GOV_SEARCH, IGS, SUZHOU, HAIDIAN], ids=lambda layout: layout.path
)
def test_each_portal_takes_its_own_method_and_counts_its_pages(serve, client, layout):
    with serve(JsonList(layout)) as web:
        fields = {layout.counter: 2, layout.size: 2}
        got = client.get(web.list_url("site"), params=fields)
        sent = client.post(web.list_url("site"), data=fields)
    right, wrong = (sent, got) if layout.posts else (got, sent)
    assert (right.status_code, wrong.status_code) == (200, 405)
    assert right.headers["content-type"].startswith("text/html")
    assert re.sub("</?em>", "", right.text).count("示例名单第2号") >= 1 and "第1号" not in right.text


def test_a_portal_packs_json_into_its_strings_again(serve, client):
    with serve(JsonList(QUERY_LIST)) as web:
        source = client.post(web.list_url("site")).json()["data"]["results"][0]["source"]
        assert client.get(web.url + json.loads(source["urls"])["pc"]).status_code == 200
    assert json.loads(source["metadata"]) == {"author": "示例厅"}
