"""Whose word ends, corrects or abolishes: the issuer's own, on its own site, as a whole (semantics 5, 18, 20 and 27)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.tasks.ingest.conftest import Desk
from tests.tasks.ingest.pages import FINAL_2022, clusters, final, page

NUMBER = "工信部企业函〔2023〕6号"
PROVINCE = "山东省工业和信息化厅"
MINISTRY = "工业和信息化部"
REPEAL = f"决定废止《{FINAL_2022}》（{NUMBER}）。"
CORRECTION = (
    f"《{FINAL_2022}》（{NUMBER}）中，“江苏省常熟市示例甲产业集群”更正为“江苏省常熟市示例丁产业集群”。"
)


def notice(issuer: str, about: str, *texts: str, names: tuple[str, ...] = ()) -> str:
    """Return a notice of March 2023 that an issuer signs."""
    return page(
        f"{issuer}关于{about}", *texts, issuer, "2023年3月1日", published="2023-03-01", names=clusters(*names)
    )


def of_the_province(*texts: str) -> str:
    """Return the province's own list of 2023, with more to say."""
    return notice(
        PROVINCE,
        "公布2023年度山东省特色产业集群名单的通知",
        "现公布2023年度山东省特色产业集群名单，共2个。",
        *texts,
        names=("戊", "己"),
    )


def given(desk: Desk) -> None:
    """Let the ministry give three titles, and a month pass."""
    desk.now = datetime(2023, 2, 1, tzinfo=UTC)
    for source_id in desk.configuration.sources:
        desk.poll(source_id)
    desk.page("shili-miit", final("甲", "乙", "丙").replace("<p>现公布", f"<p>{NUMBER}</p><p>现公布"))
    desk.ingest()
    desk.later(days=30)


def national(desk: Desk) -> list[tuple[object, ...]]:
    """Return who holds the ministry's title until when."""
    return sorted(
        (row["name"], row["status"], row["valid_to"])
        for row in desk.ask("designations")
        if row["programme_id"] == "cn-sme-cluster"
    )


@pytest.mark.parametrize(
    ("source_id", "html"),
    [
        ("shili-sd", of_the_province(f"同时废止《{FINAL_2022}》（{NUMBER}）。")),
        ("shili-sd", notice(PROVINCE, f"废止《{FINAL_2022}》的通知", REPEAL)),
        ("shili-sd", notice(MINISTRY, f"废止《{FINAL_2022}》的通告", REPEAL)),
        ("shili-relay", notice(MINISTRY, f"废止《{FINAL_2022}》的通告", REPEAL)),
    ],
    ids=["in a province's list", "a province's notice", "on a province's site", "a relay's word"],
)
def test_a_repeal_that_is_not_the_issuers_own_ends_and_marks_nothing(desk: Desk, source_id: str, html: str):
    given(desk)
    before = national(desk)
    desk.page(source_id, html)
    desk.ingest()
    assert len(before) == 3 and national(desk) == before
    assert not [row for row in desk.ask("announcements") if row["repealed_by"] is not None]


def test_the_issuers_own_repeal_ends_the_titles_of_its_list(desk: Desk):
    given(desk)
    desk.page("shili-miit", notice(MINISTRY, f"废止《{FINAL_2022}》的通告", REPEAL))
    desk.ingest()
    assert {status for _, status, _ in national(desk)} == {"revoked"}
    assert [row["doc_number"] for row in desk.ask("announcements") if row["repealed_by"]] == [NUMBER]


def test_a_provinces_repeal_that_came_first_ends_nothing_of_the_nations_list(desk: Desk):
    """What waits by document number waits for a list of its own issuer."""
    desk.now = datetime(2023, 4, 1, tzinfo=UTC)
    desk.page("shili-sd", of_the_province(f"同时废止《{FINAL_2022}》（{NUMBER}）。"))
    desk.ingest()
    given(desk)
    assert [status for _, status, _ in national(desk)] == ["active"] * 3
    assert not [row for row in desk.ask("announcements") if row["repealed_by"] is not None]


@pytest.mark.parametrize(
    ("source_id", "issuer", "about"),
    [
        ("shili-sd", PROVINCE, "撤销2022年度中小企业特色产业集群的通告"),
        ("shili-sd", PROVINCE, "撤销部分国家中小企业特色产业集群的通告"),
        ("shili-sd", MINISTRY, "撤销部分中小企业特色产业集群的通告"),
        ("shili-relay", MINISTRY, "撤销2022年度中小企业特色产业集群的通告"),
    ],
)
def test_no_page_but_the_issuers_takes_a_title_away_by_name(
    desk: Desk, source_id: str, issuer: str, about: str
):
    given(desk)
    before = national(desk)
    desk.page(source_id, notice(issuer, about, "决定撤销以下1个中小企业特色产业集群称号。", names=("甲",)))
    desk.ingest()
    assert national(desk) == before


@pytest.mark.parametrize(
    ("source_id", "issuer"), [("shili-sd", PROVINCE), ("shili-sd", MINISTRY), ("shili-relay", MINISTRY)]
)
def test_no_page_but_the_issuers_corrects_its_list(desk: Desk, source_id: str, issuer: str):
    given(desk)
    before = national(desk)
    desk.page(source_id, notice(issuer, f"更正《{FINAL_2022}》的通知", CORRECTION))
    desk.ingest()
    assert national(desk) == before
    assert "corrected" not in {row["kind"] for row in desk.ask("changes")}


def test_a_province_renames_nobody_of_another(desk: Desk):
    """山东's own notice that names a cluster of 江苏 anew leaves the nation's title and its holder as they were."""
    given(desk)
    before, subjects = national(desk), [row["subject_id"] for row in desk.ask("designations")]
    old, new = clusters("甲")[0], clusters("甲新")[0]
    table = f"<table><tr><td>序号</td><td>原名称</td><td>现名称</td></tr><tr><td>1</td><td>{old}</td><td>{new}</td></tr></table>"
    body = notice(PROVINCE, "部分山东省特色产业集群名称变更的通知", "现将名称变更的1个集群公布如下。")
    desk.page("shili-sd", body.replace("</div></body>", f"{table}</div></body>"))
    desk.ingest()
    assert [(row["operation"], row["state"]) for row in desk.ask("lists")][-1] == ("renaming", "accepted")
    assert (national(desk), [row["subject_id"] for row in desk.ask("designations")]) == (before, subjects)
