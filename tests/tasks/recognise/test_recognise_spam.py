"""Spun and injected copies are known by their words; honest announcements, whatever their enterprises are called, are not."""

from __future__ import annotations

import pytest
import yaml

from tasks.recognise.notice import Notice, Unconcerned
from tasks.recognise.spam import ENOUGH, spam_in, weigh
from tests.cases.written import CASES
from tests.tasks.recognise.cases import make_document, make_source, run

TITLE = "关于第八批制造业单项冠军企业和通过复核的第二批、第五批制造业单项冠军企业名单的公示"


def _texts():
    for path in sorted(CASES.glob("*/announcement.yaml")):
        page = yaml.safe_load(path.read_text(encoding="utf-8")).get("page") or {}
        blocks = page.get("blocks", [])
        yield path.parent.name, page.get("title", ""), [block for block in blocks if isinstance(block, str)]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (TITLE.replace("关于", "开云(中国)"), "现将名单公示。"),
        (TITLE.replace("关于", "示例体(官网)"), "现将名单公示。"),
        ("第九批制作业单项冠军企业发布", "培育小伟人企业，推动立异开展，掩盖各范畴。"),
        ("先进制造业集群名单", "各地制作业要加速立异，清晰使命，执行方针。"),
        ("中小企业特色产业集群名单公布", "开云体育官网 各市要抓紧。乐鱼(中国)示例县的集群。"),
        ("示例省名单公布", "央视消息：成人视频 各集群要加强投注 建设。"),
        ("示例科技公告", "依据工信部联政法号文件，拿柜配资 认定为单项冠军，杠杆炒股 有效期三年。"),
    ],
)
def test_a_spam_copy_is_known(title, body):
    assert "score" in spam_in(title, [body])


@pytest.mark.parametrize(
    "body",
    [
        "西门子(中国)有限公司、开云(中国)时尚贸易有限公司、华为(中国)、金沙江示例公司。",
        "示例体育用品有限公司获评，产品覆盖健身器材；星空传媒示例公司；澳门示例中药厂。",
        "各单位要按照职责明确任务、落实政策，加快发展，进一步推进。",
        "现将制作业示例名单公布。",  # a slip of an office, once
        "江南国际货运示例有限公司、银河国际示例公司、皇冠体育用品示例有限公司、计算机外围设备。",
        "彩票印刷示例设备制造企业入选。",
        "示例配资风险提示与本名单无关。",
        "",
    ],
)
def test_an_honest_text_is_none(body):
    assert spam_in(TITLE, [body]) == ""


def test_every_golden_announcement_is_known_for_what_it_is():
    spam = {case for case, title, texts in _texts() if spam_in(title, texts)}
    assert spam and all("spam" in case or "spun" in case for case in spam)


def test_honest_announcements_stay_far_below_the_mark():
    scores = {
        case: weigh(title, texts)
        for case, title, texts in _texts()
        if "spam" not in case and "spun" not in case
    }
    assert {case: marks for case, marks in scores.items() if marks.score > ENOUGH / 2} == {}


def test_a_word_counts_once_and_the_strongest_is_shown_first():
    once, often = weigh("小伟人", ["制作业"]), weigh("小伟人", ["制作业制作业", "小伟人" * 9])
    assert once == often and once.words[0] == "小伟人"


@pytest.mark.parametrize(("level", "publisher"), [("relay", "示例网"), ("national", "工业和信息化部")])
def test_a_copy_makes_no_announcement_and_the_issuers_own_page_is_held(level, publisher):
    page = make_document(
        "工业和信息化部关于公布2024年度中小企业特色产业集群名单的通告",
        "推进制作业高质量开展，培养小伟人企业。\n1.巩义市高精铝制造产业集群",
    )
    outcome = run(page, source=make_source(level, publisher=publisher))
    if level == "relay":
        assert isinstance(outcome, Unconcerned) and outcome.reason.startswith("a spam copy: ")
    else:
        assert isinstance(outcome, Notice) and "spam" in [problem.kind for problem in outcome.problems]
