"""Whatever a page holds, recognition answers; it never fails and never reads the same thing twice differently."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from config.models import Source
from tasks.read.document import Document
from tasks.recognise.notice import Notice, Unconcerned, Unsettled
from tests.tasks.recognise.cases import make_document, make_source, plain, run

WORDS = st.sampled_from(
    """工业和信息化部 山东省工业和信息化厅 工信部 关于 公布 公示 推荐 复核 撤销 更名 废止 通告 办法 名单 中小企业特色产业集群 制造业单项冠军
    专精特新“小巨人”企业 2022年度 第四批 首批 第一批 及 和 、 ， 。 ： （ ） 《 》 〔2023〕283号 工信部企业函 2022年12月29日 至 2023年1月5日 二〇二三年十月八日 有效期 三年 每年4月30日前
    报送 共100个 等36家 1. 2. 3. 序号 集群名称 企业名称 主营产品 类别 示例省 武汉市（2个） 北京市丰台区轨道交通智能控制产业集群 示例股份有限公司
    示范企业（第一批） 附件 合计 注： ...... 13月45日 〇 2023年2月30日 \n \n | 1 2""".split(" ")  # noqa: SIM905  # a list of eighty quoted words is not read by anyone
)
TEXTS = st.lists(WORDS, max_size=30).map("".join)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(WORDS, st.just("")), min_size=width, max_size=width), min_size=1, max_size=6
    )
)
SOURCES = st.sampled_from(
    [
        make_source(),
        make_source("relay", "全国", "示例网"),
        make_source("province", "山东", "山东省工业和信息化厅"),
        make_source("city", "浙江省宁波市", "宁波市经济和信息化局"),
        make_source("county", "不存在的地方", "示例局"),
    ]
)
PAGES = st.builds(
    lambda title, blocks: make_document(title, *blocks), TEXTS, st.lists(st.one_of(TEXTS, TABLES), max_size=5)
)


@settings(max_examples=400, deadline=None)
@given(PAGES, SOURCES)
def test_any_page_is_answered(page: Document, source: Source) -> None:
    outcome = run(page, source=source)

    assert isinstance(outcome, Notice | Unconcerned | Unsettled)
    assert plain(outcome) == plain(run(page, source=source))


@settings(max_examples=200, deadline=None)
@given(PAGES, SOURCES)
def test_rows_are_numbered_by_their_place_and_name_something(page: Document, source: Source) -> None:
    outcome = run(page, source=source)

    for at, roster in enumerate(outcome.rosters if isinstance(outcome, Notice) else (), start=1):
        assert roster.list_no == at
        assert [row.row_no for row in roster.rows] == list(range(1, len(roster.rows) + 1))
        assert all(row.name_printed.strip() and row.locator and row.sha256 for row in roster.rows)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.text(max_size=60))
def test_text_of_any_characters_is_answered(text: str, title: str) -> None:
    assert run(make_document(title, text), make_document(title, [[text, title]])) is not None


def test_no_documents_at_all_concern_nothing() -> None:
    assert isinstance(run(None), Unconcerned)
