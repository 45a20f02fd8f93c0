"""What a title announces, what it only talks about, and by which word titles end."""

from __future__ import annotations

import pytest

from tasks.recognise.losses import ending_word
from tasks.recognise.notice import Notice, Stage
from tasks.recognise.stage import find_stage, title_stage
from tasks.recognise.text import headline, tight
from tests.tasks.recognise.cases import make_document, roster_of, run


@pytest.mark.parametrize(
    "title",
    [
        "关于2023年度中小企业特色产业集群拟推荐名单的公示",
        "关于推荐2025年度中小企业特色产业集群的公示",
        "拟申报国家级制造业单项冠军企业名单",
        "关于申报国家级单项冠军企业的公示",
        "第三批制造业单项冠军企业推荐名单",
    ],
)
def test_what_is_put_forward_is_no_proposal(title: str) -> None:
    assert title_stage(headline(title)) is Stage.RECOMMENDATION


@pytest.mark.parametrize(
    "title",
    [
        "一图读懂：中小企业特色产业集群暂行办法",
        "《促进中小企业特色产业集群发展暂行办法》解读",
        "2024年度中小企业特色产业集群认定工作会议召开",
        "关于召开制造业单项冠军企业座谈会的通知",
        "关于举办制造业单项冠军培训班的通知",
        "关于填报单项冠军企业调查表的通知",
        "关于开展国家制造业单项冠军培育库摸底的通知",
        "在单项冠军企业授牌仪式上的讲话",
        "29家企业有望入选第八批单项冠军",
        "绿色工厂梯度培育及管理暂行办法（征求意见稿）公开征求意见",
        "2024年单项冠军奖补资金拟安排公示",
        "关于单项冠军企业申报材料受理情况的公示",
        "关于组织参加单项冠军高峰论坛的通知",
    ],
)
def test_what_only_talks_about_a_programme_announces_nothing(title: str) -> None:
    assert title_stage(headline(title)) is None


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("拟公布的第四批制造业单项冠军名单", Stage.PROPOSAL),
        ("第二批省县域特色产业集群（基地）建议名单", Stage.PROPOSAL),
        ("2024年单项冠军企业名单（征求意见稿）", Stage.PROPOSAL),
        ("关于2024年度拟入围名单的公告", Stage.PROPOSAL),
        ("关于认定2024年示范企业的决定", Stage.DESIGNATION),
        ("转发工业和信息化部办公厅关于组织推荐2025年度中小企业特色产业集群的通知", Stage.CALL),
        ("【更正】2024年度名单", Stage.CORRECTION),
        ("关于名单的补充公告", Stage.CORRECTION),
        ("关于延长2025年度申报时间的通知", Stage.CORRECTION),
        ("关于公布复核未通过名单的通知", Stage.REVOCATION),
        ("关于示例公司退出单项冠军名单的公告", Stage.REVOCATION),
        ("关于终止示例集群称号的通知", Stage.REVOCATION),
        ("关于公布2022年度名单和移出部分企业的通知", Stage.DESIGNATION),
        ("关于公布第五批名单及撤销部分企业称号的通知", Stage.DESIGNATION),
        ("关于撤销示例甲公司和示例乙公司称号的通知", Stage.REVOCATION),
        ("关于公布2022年度复核通过和未通过复核名单的通知", Stage.DESIGNATION),
        ("关于调整制造业单项冠军企业名称的通知", Stage.RENAMING),
        ("关于同意示例有限公司变更单项冠军企业名称的批复", Stage.RENAMING),
        ("工业和信息化部关于印发《第八批制造业单项冠军企业名单》的通知", Stage.DESIGNATION),
    ],
)
def test_a_title_in_the_words_of_offices_has_its_stage(title: str, stage: Stage) -> None:
    assert title_stage(headline(title)) is stage


def test_a_headline_that_hedges_proposes_at_most() -> None:
    title = headline("深圳或再添29家单项冠军")

    assert find_stage(title, "日前,工信部公示第八批名单。", relayed=True) is Stage.PROPOSAL
    assert find_stage(title, "记者了解到,企业发展良好。", relayed=True) is None


@pytest.mark.parametrize(
    ("printed", "word"),
    [
        ("撤销以下企业称号", "撤销"),
        ("移出绿色制造名单的单位", "移出"),
        ("自愿退出的企业", "退出"),
        ("除名企业名单", "除名"),
        ("未通过复核企业名单", "未通过复核"),
        ("复核不合格的企业", "复核不合格"),
        ("有效期满自动失效", "期满自动失效"),
        ("其余自动失效", "自动失效"),
        ("通过复核名单", ""),
    ],
)
def test_the_word_of_an_ending_is_kept_as_printed(printed: str, word: str) -> None:
    assert ending_word(tight(printed)) == word


def test_those_who_failed_a_review_are_not_taken_for_those_who_passed() -> None:
    title = "工业和信息化部关于公布第三批制造业单项冠军企业复核结果的通告"
    passed = make_document("", "1.示例甲有限公司\n2.示例乙有限公司", name="附件1 通过复核企业名单")
    failed = make_document("", "1.示例丙有限公司\n2.示例丁有限公司", name="附件2 未通过复核企业名单")
    outcome = run(make_document(title, "现予公布。"), passed, failed)

    assert isinstance(outcome, Notice)
    assert [(one.operation, one.verb) for one in outcome.rosters] == [
        (Stage.REVIEW, ""),
        (Stage.REVOCATION, "未通过复核"),
    ]
    assert [row.name for row in roster_of(outcome, 2).rows] == ["示例丙有限公司", "示例丁有限公司"]


def test_a_clause_on_others_above_a_list_takes_nothing_from_it() -> None:
    title = "工业和信息化部关于公布第六批制造业单项冠军企业名单的通告"
    text = "现将认定和移出的企业名单予以公布，同时取消部分企业称号。\n1.示例甲有限公司\n2.示例乙有限公司"

    assert roster_of(run(make_document(title, text))).operation is Stage.DESIGNATION
