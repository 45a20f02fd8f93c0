"""Titles that move, rows that wait, and what a correction changes: read where it is clear, held where it is not."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.recognise.notice import Notice, Stage
from tests.tasks.recognise.cases import make_document, make_source, roster_of, run

BUREAU = "工业和信息化部办公厅"
PROLONGED = f"{BUREAU}关于延长2024年度中小企业特色产业集群申报时间的通知"
CORRECTED = "工业和信息化部关于第五批制造业单项冠军企业名单的更正公告"
OF = "工信厅企业函〔2024〕122号"
SIGNED = "\n工业和信息化部\n2024年8月1日"


def notice(title: str, *blocks: str | list[list[str]]) -> Notice:
    found = run(make_document(title, *blocks))
    assert isinstance(found, Notice)
    return found


@pytest.mark.parametrize(
    ("text", "deadline", "window"),
    [
        (f"{OF}规定的申报时间延长至2024年8月31日。", date(2024, 8, 31), None),
        (f"{OF}中申报截止时间由2024年7月3日更正为2024年7月31日。", date(2024, 7, 31), None),
        (f"{OF}中“请于2024年7月3日前报送”应为“请于2024年7月31日前报送”。", date(2024, 7, 31), None),
        (f"{OF}公示期延长至2024年9月7日。", None, (None, date(2024, 9, 7))),
        (
            f"{OF}公示时间更正为2024年9月1日至2024年9月7日。",
            None,
            (date(2024, 9, 1), date(2024, 9, 7)),
        ),
    ],
)
def test_a_correction_says_which_day_it_moves(
    text: str, deadline: date | None, window: tuple[date | None, date] | None
) -> None:
    found = notice(PROLONGED, text + SIGNED)
    assert (found.stage, found.corrects) == (Stage.CORRECTION, OF)
    assert (found.deadline, found.window) == (deadline, window)
    assert found.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        f"{OF}规定的申报时间延长至2024年8月31日，推荐名额增加2个。",
        f"{OF}附件所列集群有效期延长至2027年12月31日。",
        f"{OF}第3行删除。",
        f"{OF}附件中“示例甲有限公司”主营产品“示例阀”更正为“示例阀门”。",
        f"{OF}有关内容更正见附件。",
    ],
)
def test_a_correction_of_anything_else_waits(text: str) -> None:
    assert [one.kind for one in notice(PROLONGED, text + SIGNED).problems] == ["correction"]


def test_a_term_that_is_prolonged_is_no_deadline() -> None:
    assert notice(PROLONGED, f"{OF}附件所列集群有效期延长至2027年12月31日。{SIGNED}").deadline is None


def test_a_correction_of_names_gives_the_wrong_and_the_right_one() -> None:
    found = notice(
        CORRECTED, f"{OF}第3行“示例甲有公司”应为“示例甲有限公司”，“示例乙厂”更正为“示例乙总厂”。{SIGNED}"
    )
    rows = [(row.former_name, row.name) for row in roster_of(found).rows]
    assert rows == [("示例甲有公司", "示例甲有限公司"), ("示例乙厂", "示例乙总厂")]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("said", "waits"), [("暂缓", True), ("限期整改", True), ("整改后通过", False), ("撤回", False)]
)
def test_only_a_row_that_plainly_waits_is_put_off(said: str, waits: bool) -> None:
    table = [["序号", "企业名称", "备注"], ["1", "示例甲有限公司", ""], ["2", "示例乙有限公司", said]]
    roster = roster_of(notice("工业和信息化部关于公布通过复核的第八批制造业单项冠军企业名单的通告", table))
    assert [row.put_off for row in roster.rows] == ["", said if waits else ""]
    assert [one.kind for one in roster.problems] == ([] if waits else ["outcome"])


def test_who_failed_on_a_list_of_results_is_taken_off_by_name() -> None:
    table = [
        ["序号", "企业名称", "复核结果"],
        ["1", "示例甲有限公司", "通过"],
        ["2", "示例乙有限公司", "未通过"],
    ]
    found = notice("工业和信息化部关于公布第五批制造业单项冠军企业复核结果的通告", "现予公布。", table)
    said = [(one.operation, one.verb, [row.name for row in one.rows]) for one in found.rosters]
    assert said == [
        (Stage.REVIEW, "", ["示例甲有限公司"]),
        (Stage.REVOCATION, "未通过复核", ["示例乙有限公司"]),
    ]


def test_who_failed_on_a_list_of_those_that_passed_holds_it() -> None:
    table = [
        ["序号", "企业名称", "复核结果"],
        ["1", "示例甲有限公司", "通过"],
        ["2", "示例乙有限公司", "未通过"],
    ]
    found = notice("工业和信息化部关于公布通过复核的第五批制造业单项冠军企业名单的通告", "现予公布。", table)
    assert [one.kind for one in roster_of(found).problems] == ["outcome"]


@pytest.mark.parametrize(
    ("heading", "source", "clear"),
    [
        ("由隐形冠军并入单项冠军的企业名单", "hb-hidden-champion", True),
        ("由小巨人并入单项冠军的企业名单", "", False),
        ("由隐形冠军并入的企业名单", "hb-hidden-champion", False),
    ],
)
def test_titles_come_from_a_programme_of_the_same_issuer_or_wait(
    heading: str, source: str, clear: bool
) -> None:
    title = "湖北省经济和信息化厅关于公布2022年湖北省制造业单项冠军企业名单的通知"
    given = [["序号", "企业名称"], ["1", "示例甲有限公司"]]
    moved = [["序号", "企业名称"], ["1", "示例乙有限公司"]]
    page = make_document(title, "附件1 2022年湖北省制造业单项冠军企业名单", given, f"附件2 {heading}", moved)
    found = run(page, source=make_source("province", "湖北省", "湖北省经济和信息化厅"))
    roster = roster_of(found, 2)
    assert roster.from_programme_id == source
    assert [one.kind for one in roster.problems] == ([] if clear else ["retitling"])
