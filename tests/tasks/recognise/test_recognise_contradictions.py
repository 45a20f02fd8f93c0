"""What cannot all be true in one notice holds it, with both sayings; what agrees or was said elsewhere does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tasks.read.document import Document, Garble
from tasks.recognise.notice import Notice, Problem, Stage
from tests.tasks.recognise.cases import make_document, make_source, roster_of, run

MIIT = "工业和信息化部"
ROWS = "1.示例甲有限公司\n2.示例乙有限公司"
B8 = f"{MIIT}关于公布第八批制造业单项冠军企业名单的通告"
P8 = "关于第八批制造业单项冠军企业名单的公示"
CLUSTERS = f"{MIIT}关于公布2024年度中小企业特色产业集群名单的通告"
TWO = "1.示例省示例市甲区示例产业集群\n2.示例省示例市乙区示例产业集群"


def problems(page: Document, level: str = "national") -> list[Problem]:
    source = make_source(level, publisher=MIIT if level == "national" else "示例网")
    outcome = run(page, source=source)
    assert isinstance(outcome, Notice)
    return list(outcome.problems)


def kinds(title: str, text: str, day: date | None = None) -> list[str]:
    return [one.kind for one in problems(make_document(title, text, day=day))]


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        (B8, f"现将第九批制造业单项冠军企业名单予以公布。\n{ROWS}", "cohort"),
        (CLUSTERS, f"现将2023年度中小企业特色产业集群名单予以公布。\n{TWO}", "cohort"),
        (CLUSTERS, f"现予公布。\n{TWO}\n{MIIT}\n2023年9月19日", "cohort"),
        (P8, f"公示时间为2024年3月4日至3月11日。如有异议，请于2024年3月15日前反映。\n{ROWS}", "window"),
        (P8, f"公示时间为2024年3月4日至3月11日。\n{ROWS}\n{MIIT}\n2024年4月1日", "window"),
        (P8, f"公示时间为2024年3月11日至3月4日。\n{ROWS}", "window"),
        (P8, f"请于2月30日前反映异议。\n{ROWS}", "date"),
        (f"{MIIT}公布3家第八批制造业单项冠军企业名单", f"现予公布，共2家企业。\n{ROWS}", "count"),
        (B8, f"现予公布，有效期三年（2024年至2028年）。\n{ROWS}", "term"),
        (B8, f"现予公布，有效期三年。\n{ROWS}\n以上企业有效期五年。", "term"),
        (B8, f"现予公布，有效期为2027年至2025年。\n{ROWS}", "term"),
        (B8, f"工信部政法函〔2023〕99号\n现予公布。\n{ROWS}\n{MIIT}\n2024年4月8日", "number"),
        (B8, f"鲁工信产〔2024〕99号\n现予公布。\n{ROWS}\n{MIIT}\n2024年4月8日", "issuer"),
        (B8, f"现予公布。\n{ROWS}\n{MIIT}\n2024年4月31日", "date"),
        (B8, f"现将名单公示，公示时间为2024年3月4日至3月11日，如有异议请反映。\n{ROWS}", "stage"),
        (f"{MIIT}关于拟撤销部分制造业单项冠军企业称号的公示", f"拟撤销名单\n{ROWS}", "stage"),
        (
            f"{MIIT}关于组织推荐第八批制造业单项冠军的通知",
            f"请于2024年3月1日前报送。\n{MIIT}\n2024年4月8日",
            "deadline",
        ),
    ],
)
def test_two_sayings_that_contradict_hold_the_notice(title: str, text: str, kind: str) -> None:
    assert kinds(title, text) == [kind]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (B8, f"根据《关于开展第九批的通知》，现将第八批制造业单项冠军企业名单予以公布。\n{ROWS}"),
        (B8, f"按照2023年工作安排，现将名单予以公布，有效期三年（2024年至2026年）。\n{ROWS}"),
        (
            P8,
            f"公示期5个工作日（3月4日至8日）。如有异议，请于2024年3月8日前反映。\n{ROWS}\n{MIIT}\n2024年3月4日",
        ),
        (f"2家！{MIIT}公布第八批制造业单项冠军企业名单", f"现予公布，共2家企业。\n{ROWS}"),
        (B8, f"新认定企业有效期三年，通过复核企业有效期延长三年。\n{ROWS}"),
        (B8, f"工信部政法函〔2024〕99号\n现予公布。\n{ROWS}\n{MIIT}\n2024年4月8日"),
        (B8, f"现予公布。示例甲有限公司成立于2019年2月30日。\n{ROWS}"),
    ],
)
def test_what_agrees_or_was_said_of_another_holds_nothing(title: str, text: str) -> None:
    assert kinds(title, text) == []


def test_a_signature_after_the_sites_day_holds_the_notice() -> None:
    text = f"现予公布。\n{ROWS}\n{MIIT}\n2024年4月8日"

    assert kinds(B8, text, date(2024, 4, 7)) == ["date"]
    assert kinds(B8, text, date(2024, 4, 8)) == []


def test_a_problem_points_at_its_paragraph() -> None:
    (problem,) = problems(
        make_document(B8, f"通告如下。\n现将第九批制造业单项冠军企业名单予以公布。\n{ROWS}")
    )

    assert problem == Problem("cohort", "the title says 第八批, the text 第九批", "p[2]")


def test_a_text_garbled_beyond_trust_holds_the_notice() -> None:
    page = make_document(B8, ROWS)

    assert [p.kind for p in problems(replace(page, garble=Garble(score=0.4)))] == ["garbled"]
    assert problems(replace(page, garble=Garble(score=0.6))) == []


def test_a_doubtful_paragraph_with_a_figure_holds_the_notice() -> None:
    page = make_document(B8, f"现予公布，有效期三年，共2家企业。\n{ROWS}")
    first, *rest = page.blocks
    doubted = replace(first, doubt="characters of it were lost in this copy")

    assert [p.kind for p in problems(replace(page, blocks=(doubted, *rest)))] == ["doubtful"]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("《通告》（工信部企业函〔2024〕267号）附件中有误，现更正如下。", "工信部企业函〔2024〕267号"),
        ("现对《关于公布2024年度中小企业特色产业集群名单的通告》更正如下。", "关于公布2024年度中小企业特色产业集群名单的通告"),
        ("名单有误，特此更正。", ""),
    ],
)  # fmt: skip
def test_a_correction_says_what_it_corrects_and_waits(text: str, target: str) -> None:
    title = f"{MIIT}关于2024年度中小企业特色产业集群名单的更正公告"
    found = [one for one in problems(make_document(title, text)) if one.kind == "correction"]

    assert len(found) == 1
    assert target in found[0].text if target else "does not say" in found[0].text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("决定撤销示例甲有限公司制造业单项冠军企业称号。", ["示例甲有限公司"]),
        ("经研究，决定将示例甲有限公司移出制造业单项冠军企业名单。", ["示例甲有限公司"]),
        ("示例甲有限公司自愿退出制造业单项冠军企业名单。", ["示例甲有限公司"]),
        (
            "取消示例甲（集团）有限公司和示例乙有限公司单项冠军资格。",
            ["示例甲(集团)有限公司", "示例乙有限公司"],
        ),
    ],
)
def test_a_title_taken_away_in_a_sentence_is_offered_for_review(text: str, names: list[str]) -> None:
    roster = roster_of(run(make_document(f"{MIIT}关于撤销制造业单项冠军企业称号的通告", text)))

    assert roster.operation is Stage.REVOCATION and roster.verb
    assert [row.name for row in roster.rows] == names
    assert [problem.kind for problem in roster.problems] == ["prose"]


@pytest.mark.parametrize(
    "text", ["弄虚作假的，撤销其称号。", "对未通过复核的企业取消资格。", "撤销以下企业称号。"]
)
def test_a_threat_takes_nothing_away(text: str) -> None:
    outcome = run(make_document(B8, f"{text}\n{ROWS}"))

    assert isinstance(outcome, Notice)
    assert [one.operation for one in outcome.rosters] == [Stage.DESIGNATION]


def test_a_list_that_also_takes_one_title_away_has_two_lists() -> None:
    outcome = run(make_document(B8, f"现予公布。同时撤销示例丙有限公司单项冠军企业称号。\n{ROWS}"))

    assert isinstance(outcome, Notice)
    assert [(one.list_no, one.operation) for one in outcome.rosters] == [
        (1, Stage.DESIGNATION),
        (2, Stage.REVOCATION),
    ]


def test_a_signature_and_a_label_of_two_days_hold_the_notice() -> None:
    assert kinds(B8, f"成文日期：2024年4月1日\n现予公布。\n{ROWS}\n{MIIT}\n2024年4月8日") == ["date"]
    assert kinds(B8, f"成文日期：2024年4月8日\n现予公布。\n{ROWS}\n{MIIT}\n2024年4月8日") == []


@pytest.mark.parametrize(
    "heading", ["保留称号的企业名单", "限期整改企业名单", "暂缓通过企业名单", "候补企业名单"]
)
def test_a_list_of_those_kept_or_deferred_gives_nothing(heading: str) -> None:
    kept = make_document("", ROWS, name=heading)
    outcome = run(make_document(f"{MIIT}关于公布第三批制造业单项冠军企业复核结果的通告", "现予公布。"), kept)

    assert isinstance(outcome, Notice)
    assert "which list" in [problem.kind for problem in outcome.problems]


def test_a_list_of_those_put_off_beside_the_passed_makes_them_wait() -> None:
    rows = [["序号", "企业名称"], ["1", "示例甲有限公司"]]
    others = [["序号", "企业名称"], ["1", "示例乙有限公司"]]
    outcome = run(
        make_document(f"{MIIT}关于公布第三批制造业单项冠军企业复核结果的通告", "1家企业通过复核，1家企业暂缓复核。"),
        make_document("", rows, name="附件1 通过复核的第三批制造业单项冠军企业名单"),
        make_document("", others, name="附件2 暂缓复核的第三批制造业单项冠军企业名单"),
    )  # fmt: skip

    assert isinstance(outcome, Notice)
    assert [row.put_off for one in outcome.rosters for row in one.rows] == ["", "暂缓复核"]
    assert outcome.problems == ()
