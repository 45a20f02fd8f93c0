"""The days of the past play on the web as scripted."""

from __future__ import annotations

import io
import re
from datetime import date
from urllib.parse import urljoin

import pytest
from openpyxl import load_workbook
from selectolax.lexbor import LexborHTMLParser

from commands.text import display_width
from demo.past import PastBroken, enter_day
from demo.past.body import write_body
from demo.past.data import Announcement, DayPlan, Piece, read_past_file
from demo.web import Fault, simulated_web
from demo.web.site import CHINA_TIME


@pytest.fixture(scope="module")
def web(past):
    with simulated_web(past.sites, now=past.days[0].at) as web:
        yield web


def day_of(past, day):
    return next(one for one in past.days if one.at.astimezone(CHINA_TIME).date() == date.fromisoformat(day))


def test_there_are_at_least_eight_days_between_2022_and_2025(past):
    assert sum(2022 <= day.at.year <= 2025 for day in past.days) >= 8
    assert all(day.at.utcoffset() is not None for day in past.days)


def test_the_note_of_a_day_fits_beside_its_date(past):
    assert all(0 < display_width(day.note) <= 60 for day in past.days)


def test_every_announcement_says_its_facts_and_what_is_assumed(past):
    assert len(past.announcements) == 14
    for key, announcement in past.announcements.items():
        assert announcement.facts and announcement.assumed, key


def test_every_list_page_and_every_article_stands_on_its_day(past, web, client):
    for day in past.days:
        enter_day(web, day)
        for site in past.sites:
            healthy = site.id not in day.faults
            assert (client.get(web.list_url(site.id)).status_code == 200) is healthy
            for item in site.shown(day.at):
                answer = client.get(web.page_url(site.id, item.key))
                assert (answer.status_code == 200) is healthy, (day.at, item.key)


def test_every_site_has_something_at_the_first_poll(past):
    assert all(site.shown(past.days[0].at) for site in past.sites)


def test_every_announcement_comes_between_two_polls_of_its_own(past):
    for key, announcement in past.announcements.items():
        seen = next(day for day in past.days if announcement.published <= day.at)
        late = (seen.at - announcement.published).days
        assert late <= 3 or key == "champion-2017", key


def test_the_ministry_is_blocked_on_one_day_and_shows_it_all_on_the_next(past, web, client):
    enter_day(web, day_of(past, "2024-09-20"))
    blocked = client.get(web.list_url("cn-miit-wjfb"))
    enter_day(web, day_of(past, "2024-09-23"))
    back = client.get(web.list_url("cn-miit-wjfb")).json()["data"]["searchResult"]["dataResults"]
    assert blocked.status_code == 521 and "名单" not in blocked.text
    assert back[0]["data"]["filenumbername"] == "工信部企业函〔2024〕267号"


@pytest.mark.parametrize(
    ("key", "rows"),
    [("champion-2017", [54, 50]), ("champion-2019-proposal", [65, 95]), ("champion-2019", [64, 95]),
     ("cluster-2023", [100]), ("cluster-2024", [100]), ("cluster-2025", [100, 97])],
)  # fmt: skip
def test_the_ministrys_attachments_hold_the_rows_stated(past, web, client, key, rows):
    enter_day(web, past.days[-1])
    page = LexborHTMLParser(client.get(web.page_url("cn-miit-wjfb", key)).text)
    files = [str(frame.attributes["fileurl"]) for frame in page.css("#con_con iframe")]
    sheets = [load_workbook(io.BytesIO(client.get(web.url + file).content)).active for file in files]
    assert [sum(isinstance(row[0], int) for row in sheet.values) for sheet in sheets] == rows
    assert all(re.search(rf"{number}[家个]|{number}个", page.text()) for number in rows)


@pytest.mark.parametrize(("key", "rows"), [("cluster-2022-proposal", 101), ("cluster-2022", 100)])
def test_the_clusters_of_2022_stand_in_a_table(past, web, client, key, rows):
    enter_day(web, past.days[-1])
    page = LexborHTMLParser(client.get(web.page_url("cn-miit-wjfb", key)).text)
    assert len(page.css("#con_con table tr")) == rows + 1 and f"{rows}个产业集群" in page.text()


def test_shandong_2024_shows_its_list_as_a_picture_beside_the_page(past, web, client):
    enter_day(web, past.days[-1])
    address = web.page_url("sd-gxt-gg", "sd-cluster-2024")
    page = LexborHTMLParser(client.get(address).text)
    [picture] = page.css("#zoom img")
    answer = client.get(urljoin(address, picture.attributes["src"]))
    assert answer.headers["content-type"] == "image/png" and answer.content.startswith(b"\x89PNG")
    assert "/" not in picture.attributes["src"] and picture.attributes["alt"].endswith("名单.png")
    assert "确定36个集群" in page.text() and "济南高新区" not in page.text()


def test_shandong_2025_attaches_a_pdf_that_lacks_a_row_of_those_stated(past, web, client):
    enter_day(web, past.days[-1])
    page = LexborHTMLParser(client.get(web.page_url("sd-gxt-gg", "sd-cluster-2025")).text)
    [link] = page.css("#zoom a")
    answer = client.get(web.url + link.attributes["href"])
    assert answer.headers["content-type"] == "application/pdf" and answer.content.startswith(b"%PDF-")
    [plan] = past.announcements["sd-cluster-2025"].attachments
    assert "确定35个集群" in page.text() and plan.lost == (17,)


def test_the_notice_of_2019_repeals_that_of_2017(past, web, client):
    enter_day(web, past.days[-1])
    text = client.get(web.page_url("cn-miit-wjfb", "champion-2019")).text
    assert "工信部联产业函〔2017〕28号同时废止" in text and "2019年11月13日" in text


def test_a_day_takes_the_faults_of_the_day_before_away(past, web, client):
    web.set_fault("sd-gxt-gg", Fault.FORBIDDEN)
    enter_day(web, past.days[0])
    assert client.get(web.list_url("sd-gxt-gg")).status_code == 200


def test_a_past_that_does_not_hold_together_says_where():
    with pytest.raises(PastBroken, match=r"days\.yaml"):
        read_past_file("days.yaml", DayPlan)
    with pytest.raises(PastBroken, match=r"nowhere\.yaml"):
        read_past_file("nowhere.yaml", DayPlan)
    with pytest.raises(PastBroken, match="no list is called"):
        write_body([Piece(table="nowhere")], {})


def test_an_announcement_without_its_facts_is_refused():
    body = {"site": "x", "published": "2024-01-01T00:00:00+08:00", "title": "示例", "body": ["示例"]}
    with pytest.raises(ValueError, match="what it rests on"):
        Announcement.model_validate({**body, "facts": [], "assumed": ["示例"]})
