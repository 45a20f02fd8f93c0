"""What a message says, in both languages."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import LedgerError
from tasks.archive.records import SourceState
from tasks.health.words import ADVICE, WAIT
from tasks.tell import render_en, render_zh, sources_en, sources_zh
from tasks.tell.letter import NAMES_SHOWN, place_within, province_of, write_letter
from tasks.tell.news import NoteKind
from tasks.tell.render import render_changes, render_note, render_test
from tests.tasks.tell.tell_samples import CLUSTER, FENGTAI, NOTICE_2023, URL, champion, change, note, said

LANGUAGES = ("zh", "en")
HAN = re.compile(r"[\u3400-\u9fff]+")
KINDS = tuple(render_zh.KINDS)
REAL_REVIEW = "示例：关于开展2025年度中小企业特色产业集群复核的通知"


def text(news, language="zh"):
    message = render_changes(news, key="m:1", language=language)
    return f"{message.title}\n{message.body}"


def of_kind(kind, **fields):
    """A change of any kind, with a subject where the kind has one."""
    bare = {"name": "", "subject_id": None, "region": None} if kind in {"call", "rules", "repeal"} else {}
    return change(1, kind=kind, **{**bare, **fields})


def english_only(message, *allowed):
    """The English text without the names, numbers and official titles that stay as printed."""
    found = f"{message.title}\n{message.body}"
    for part in sorted(allowed, key=len, reverse=True):
        found = found.replace(part, "")
    return found


def test_a_message_says_who_which_title_on_whose_word_and_when():
    found = text([change()])
    for part in (
        "中小企业特色产业集群（2023年度）", "公布", "工业和信息化部", "新认定 1 个", FENGTAI, "丰台区", NOTICE_2023,
        "工信部企业函〔2023〕283号", "生效 2023-10-17", "发布 2023-10-18", "首见 2023-10-19 10:12", "工作表 1 的 B7 格",
        f"官方原文 {URL}", "mingdan show a:283",
    ):  # fmt: skip
        assert part in found


def test_the_english_message_says_the_same():
    found = text([change()], "en")
    for part in (
        "SME characteristic industry clusters (2023)", "final list", "MIIT", "1 newly designated", FENGTAI,
        "工信部企业函〔2023〕283号", "Effective 2023-10-17", "published 2023-10-18", "first seen 2023-10-19 10:12 China time",
        "Where: sheet 1!B7", f"Official page {URL}", "All 100: mingdan show a:283",
    ):  # fmt: skip
        assert part in found


@pytest.mark.parametrize("kind", KINDS)
def test_no_english_line_is_half_translated(kind):
    item = of_kind(
        kind, product="示例产品", category="示例类别", detail=said(verb="撤销认定", open_review=REAL_REVIEW)
    )
    message = render_changes([item], key="m:1", language="en")
    left = english_only(
        message, FENGTAI, "丰台区", "北京市", NOTICE_2023, "工信部企业函〔2023〕283号", "工业和信息化部", "示例产品",
        "示例类别", "撤销认定", REAL_REVIEW,
    )  # fmt: skip
    assert not HAN.findall(left)


@pytest.mark.parametrize("kind", list(NoteKind))
def test_no_english_note_is_half_translated(kind):
    sent = note(
        kind,
        state="blocked",
        programme_title="示例",
        programme_english="Sample",
        source_title="示例网",
        url=URL,
    )
    assert not HAN.findall(english_only(render_note(sent, key="k", language="en"), sent.title, "示例网"))


def test_both_languages_know_every_kind_stage_and_state():
    for words in ("KINDS", "STAGES", "MEANINGS", "STATUSES"):
        assert getattr(render_zh, words).keys() == getattr(render_en, words).keys()
    assert sources_zh.STATES.keys() == sources_en.STATES.keys()
    assert render_zh.MARKS.keys() == render_zh.KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_its_mark_and_words(kind, language):
    words = render_zh if language == "zh" else render_en
    found = text([of_kind(kind)], language)
    assert words.MARKS[kind] in found and words.KINDS[kind] in found


def test_a_kind_that_the_contract_does_not_have_is_an_error():
    with pytest.raises(LedgerError, match="delisted"):
        write_letter("m:1", [change(kind="delisted")])


@pytest.mark.parametrize("verb", ["撤销", "移出", "退出", "除名", "未通过复核", "期满", "自动失效"])
def test_the_word_of_an_ending_is_told_as_printed_in_both_languages(verb):
    item = change(kind="revoked", detail=said(verb=verb))
    assert f"原文用语“{verb}”" in text([item])
    assert f"printed: “{verb}”, {render_en.VERBS[verb]}" in text([item], "en")


def test_endings_in_different_words_are_told_apart():
    news = [
        change(n, kind="revoked", name=f"示例{n}", detail=said(verb=verb))
        for n, verb in enumerate(("移出", "除名"))
    ]
    lines = [line for line in text(news).splitlines() if line.startswith("⊘")]
    assert len(lines) == 2


def test_who_is_given_stands_before_who_is_taken():
    news = [champion(1, "示例科技", "dropped"), champion(2, "示例股份"), champion(3, "示例重工", "revoked")]
    found = text(news)
    assert found.index("示例股份") < found.index("示例科技") < found.index("示例重工")
    assert "公示在列，公布不在" in found


def test_enterprises_and_clusters_are_counted_with_their_own_word():
    assert "新认定 1 家" in text([champion(1, "示例股份有限公司")])
    assert "新认定 1 个" in text([change()])


def test_a_province_is_named_only_when_all_lie_in_it():
    here, there = change(1, region="山东省济南市"), change(2, region="江苏省苏州市")
    assert text([here]).startswith("【名单变动】山东省 ")
    assert "山东省" not in text([here, there]).splitlines()[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_list_is_cut_and_says_how_to_see_the_rest(language):
    found = text([change(n, name=f"示例{n:03}号产业集群") for n in range(100)], language)
    assert f"示例{NAMES_SHOWN - 1:03}号" in found and f"示例{NAMES_SHOWN:03}号" not in found
    assert ("另 88 个" if language == "zh" else "88 more") in found and "mingdan show a:283" in found
    assert len(found) < 2000


@pytest.mark.parametrize(("language", "mark"), [("zh", "未证实"), ("en", "not yet confirmed")])
def test_what_only_a_relay_tells_is_marked_and_has_no_official_link(language, mark):
    item = change(origin="relay", source_title="示例网", effective_on=None, published_on=None)
    title, *lines = text([item], language).splitlines()
    assert mark in title and any("示例网" in line for line in lines)
    assert not any(line.startswith(("官方原文", "Official page")) for line in lines)
    assert ("生效 未知" if language == "zh" else "Effective not known") in "\n".join(lines)


@pytest.mark.parametrize(("language", "mark"), [("zh", "重述"), ("en", "restated")])
def test_what_a_restatement_brought_says_so_in_title_and_text(language: str, mark: str):
    title, *lines = text([change(1, restated=True), change(2, restated=True)], language).splitlines()
    assert mark in title and any(mark in line.lower() for line in lines)
    assert mark not in text([change(1, restated=True), change(2)], language)


def test_retitled_and_renewed_by_one_notice_are_told_as_one():
    """The 2019 review moved 培育企业 to 示范企业 on its pass list (semantics, 14)."""
    detail = said(before="培育企业", after="示范企业")
    news = [
        champion(1, "示例股份", "retitled", detail=detail),
        replace(champion(1, "示例股份", "renewed"), change_id="c:2"),
    ]
    found = text(news)
    assert "复核通过并调整类别 1 家" in found and "培育企业 → 示范企业" in found
    assert found.count("示例股份") == 1


def test_what_is_retitled_tells_the_term_it_was_renewed_to_and_leaves_other_titles_their_line():
    """One line for the title that moved and passed; the same holder's title of another batch keeps its own."""
    detail = said(before="培育企业", after="示范企业", valid_to="2022-11-12")
    moved = champion(1, "示例股份", "retitled", detail=detail)
    passed = replace(moved, change_id="c:2", kind="renewed", detail=said(valid_to="2022-11-12"))
    other = replace(passed, change_id="c:3", cohort="第二批")
    found = text([moved, passed, other])
    assert "培育企业 → 示范企业，有效期至 2022-11-12" in found and found.count("示例股份") == 2


@pytest.mark.parametrize(("language", "words"), [("zh", "补列此名"), ("en", "added to the corrected list")])
def test_a_row_that_a_correction_adds_says_so(language: str, words: str):
    added = change(kind="corrected", detail=said(before=None, after="示例补列产业集群"))
    assert words in text([added], language)


def test_a_row_struck_by_an_edition_is_a_correction_and_no_ending():
    struck = change(kind="corrected", detail=said(before="active", after=None))
    assert "更正后的名单已无此名" in text([struck]) and "no longer on the corrected list" in text(
        [struck], "en"
    )
    assert "active" not in text([struck])


def test_a_corrected_status_is_told_in_the_reader_s_words():
    mended = change(kind="corrected", detail=said(before="expired", after="active"))
    assert "已届满 → 有效" in text([mended]) and "term over → valid" in text([mended], "en")


def test_a_renaming_shows_both_names():
    found = text([champion(1, "示例新名有限公司", "renamed", detail=said(former="示例旧名有限公司"))])
    assert "示例旧名有限公司 → 示例新名有限公司" in found


def test_a_proposed_renewal_is_no_proposal_of_a_title():
    item = change(kind="proposed", detail=said(renewal=True))
    assert "公示拟通过复核" in text([item]) and "proposed to keep the title" in text([item], "en")


def test_a_proposal_says_until_when_objections_are_heard():
    item = change(kind="proposed", stage="proposal", window_to=date(2023, 1, 5))
    assert "公示至 2023-01-05" in text([item]) and "until 2023-01-05" in text([item], "en")


def test_a_call_says_its_last_day_in_the_title():
    call = of_kind("call", stage="call", deadline=date(2025, 4, 30))
    assert "2025-04-30 截止" in text([call]).splitlines()[0]
    assert "due 2025-04-30" in text([call], "en").splitlines()[0]


def test_a_term_that_ran_out_is_no_news_of_its_notice():
    ended = change(kind="expired", detail=said(open_review=REAL_REVIEW))
    found = text([ended])
    assert "依据" in found and "复核进行中" in found and "名单共" not in found
    assert "尚未见到复核结果" in text([change(kind="expired")])


def test_another_cohort_in_the_same_notice_is_named():
    """One notice of 2025: the fourth cohort designated, the first one's 97 renewed."""
    news = [change(1, cohort="2025年度"), change(2, kind="renewed", cohort="2022年度", name="示例产业集群")]
    assert "↻ 复核通过 1 个（2022年度）" in text(news)
    assert "↻ 1 renewed after re-evaluation (2022)" in text(news, "en")


@pytest.mark.parametrize(
    ("cohort", "english"),
    [("2023年度", "2023"), ("第八批", "batch 8"), ("首批", "batch 1"), ("第十二批", "batch 12"), ("第二十批", "batch 20"),
     ("2023年度第二批", "2023, batch 2"), ("第12批", "batch 12")],
)  # fmt: skip
def test_a_cohort_is_put_into_english(cohort, english):
    assert f"({english})" in text([change(cohort=cohort)], "en")


@pytest.mark.parametrize(
    ("locator", "chinese"),
    [("page 2 table 1 row 5", "第 2 页 表 1 第 5 行"), ("p[14]", "正文第 14 段"), ("sheet 名单!C3", "工作表 名单 的 C3 格"),
     ("image 3", "image 3")],
)  # fmt: skip
def test_a_place_of_evidence_is_put_into_chinese(locator, chinese):
    assert f"出处 {chinese}" in text([change(locator=locator)])


def test_rows_of_one_table_are_drawn_together_in_order():
    news = [change(n, name=f"示例{9 - n}", locator=f"table 1 row {n + 8}") for n in range(3)]
    assert "表 1 第 8–10 行" in text(news)


@pytest.mark.parametrize(
    ("region", "province", "within"),
    [("山东省济南市", "山东省", "济南市"), ("北京市丰台区", "北京市", "丰台区"), ("内蒙古自治区包头市", "内蒙古自治区", "包头市"),
     ("新疆生产建设兵团", "新疆生产建设兵团", "新疆生产建设兵团"), ("黑龙江省", "黑龙江省", "黑龙江省"), ("全国", "", "全国"),
     (None, "", "")],
)  # fmt: skip
def test_a_place_is_shown_below_its_province(region, province, within):
    assert (province_of(region), place_within(region)) == (province, within)


def test_a_test_message_says_that_it_is_one():
    assert "测试" in render_test("示例", "json://example.org", key="m:t", language="zh").title
    assert "json://example.org" in render_test("示例", "json://example.org", key="m:t", language="en").body


def test_notes_say_what_to_do_next():
    held = render_note(note(reason="35 stated, 34 read"), key="k", language="zh")
    assert "mingdan review show r:81" in held.body and "没有任何改动" in held.body
    by_notice = render_note(note(about="a:283"), key="k", language="en")
    assert "mingdan show a:283" in by_notice.body
    ill = render_note(note(NoteKind.SOURCE, about="miit-wjfb", state="blocked"), key="k", language="zh")
    well = render_note(note(NoteKind.SOURCE, about="miit-wjfb", state="ok"), key="k", language="zh")
    assert "来源异常" in ill.title and "被拦截" in ill.title and "来源恢复" in well.title
    assert "mingdan sources check miit-wjfb" in ill.body and "mingdan sources list" in well.body


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", sorted(set(sources_zh.STATES) - {"ok"}))
def test_a_note_of_an_ill_source_says_since_when_and_what_to_do(state, language):
    ill = note(
        NoteKind.SOURCE,
        about="miit-wjfb",
        state=state,
        reason="521",
        since=datetime(2026, 9, 20, 2, 0, tzinfo=UTC),
    )
    body = render_note(ill, key="k", language=language).body
    words = sources_zh.TO_DO[state] if language == "zh" else ADVICE[SourceState(state)]
    assert "2026-09-20 10:00" in body and "521" in body and words in body


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_site_that_named_a_time_is_waited_for(language):
    asked = "HTTP 429: it asks to be left alone until 2026-09-21 10:00:00 China time (Retry-After); not asked"
    ill = note(NoteKind.SOURCE, about="miit-wjfb", state="blocked", reason=asked)
    body = render_note(ill, key="k", language=language).body
    wait, climb = (
        (sources_zh.WAIT, sources_zh.TO_DO["blocked"])
        if language == "zh"
        else (WAIT, ADVICE[SourceState.BLOCKED])
    )
    assert wait in body and climb not in body


HOSTILE = "示例\u202e\u0000\x1b[31m\n\r\u2028【名单变动】<img src=x onerror=alert(1)>@everyone `*_~|[x](http://evil.example)"
UNSAFE = re.compile(r"[<>@`*~|\x00-\x09\x0b-\x1f\u202a-\u202e\u2066-\u2069\u200b-\u200f]|evil\.example\)?\n")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "field", ["name", "region", "product", "category", "cohort", "announcement_title", "doc_number", "issuer",
              "source_title", "locator", "document", "read_by", "listed_in", "programme_title", "url"],
)  # fmt: skip
def test_a_hostile_text_adds_no_line_no_mark_up_and_no_link(field, language):
    plain = render_changes([change(kind="revoked")], key="m:1", language=language)
    message = render_changes([change(kind="revoked", **{field: HOSTILE})], key="m:1", language=language)
    found = message.body.removeprefix("[mingdan]")
    assert len(found.splitlines()) <= len(plain.body.splitlines()) + 1
    assert not UNSAFE.search(found) and "\n" not in message.title


@settings(max_examples=60, deadline=None)
@given(name=st.text(min_size=1, max_size=300), verb=st.text(max_size=60), former=st.text(max_size=60))
def test_whatever_a_name_is_the_message_keeps_its_form(name, verb, former):
    item = replace(CLUSTER, kind="renamed", name=name, detail=said(verb=verb, former=former))
    for language in LANGUAGES:
        message = render_changes([item], key="m:1", language=language)
        assert len(message.title) <= 160 and len(message.body) < 1500
        bad = [
            c
            for c in message.title + message.body
            if unicodedata.category(c) in {"Cc", "Cf", "Cs"} and c != "\n"
        ]
        assert not bad


@pytest.mark.parametrize(("language", "words"), [("zh", "自 2026-01-01 起"), ("en", "from 2026-01-01")])
def test_an_ending_that_takes_effect_later_than_its_notice_says_from_when(language, words):
    notice = {"effective_on": date(2025, 11, 5), "announcement_id": "a:1"}
    passed = change(1, kind="renewed", **notice)
    lapsed = change(2, kind="lapsed", announcement_id="a:1", effective_on=date(2026, 1, 1))
    body = render_changes([passed, lapsed], key="m:1", language=language).body
    (line,) = (line for line in body.splitlines() if line.startswith("✖"))
    assert words in line


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_repeal_names_the_document_it_abolishes(language):
    repeal = change(
        1, kind="repeal", subject_id=None, name="", detail='{"repealed": "工信部联产业函〔2017〕28号"}'
    )
    assert "工信部联产业函〔2017〕28号" in render_changes([repeal], key="m:1", language=language).body
