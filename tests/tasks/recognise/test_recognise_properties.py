"""Whatever names a list holds and however it is printed, it is read back exactly; a row lost or doubled is never missed."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.ledger.gate import Verdict, reconcile
from tasks.recognise.notice import Notice
from tests.tasks.recognise.cases import make_document, programmes, rows_of, run

TITLE = "工业和信息化部关于公布第五批制造业单项冠军企业名单的通告"
SIGNS = st.text("甲乙丙丁戊己庚辛和及等一二三山水天地光电器材口", min_size=2, max_size=6)
ENDS = st.sampled_from(
    [
        "有限公司",
        "股份有限公司",
        "集团有限公司",
        "（苏州）有限公司",
        "（集团）股份有限公司",
        "科技有限责任公司",
    ]
)
NAMES = st.lists(
    st.builds(lambda sign, end: f"示例{sign}{end}", SIGNS, ENDS), min_size=2, max_size=12, unique=True
)
Printed = str | list[list[str]]


def as_table(names: list[str]) -> Printed:
    return [["序号", "企业名称"], *([str(at), name] for at, name in enumerate(names, start=1))]


def as_bare_table(names: list[str]) -> Printed:
    return [["企业名称"], *([name] for name in names)]


def as_halves(names: list[str]) -> Printed:
    half = (len(names) + 1) // 2
    rows = [[str(at + 1), names[at]] for at in range(len(names))] + [["", ""]]
    return [["序号", "企业名称"] * 2, *([*rows[at], *rows[min(at + half, len(names))]] for at in range(half))]


def as_numbered(names: list[str]) -> Printed:
    return "第五批制造业单项冠军企业名单\n" + "\n".join(
        f"{at}.{name}" for at, name in enumerate(names, start=1)
    )


def as_lines(names: list[str]) -> Printed:
    return "第五批制造业单项冠军企业名单\n" + "\n".join(names)


def as_grouped(names: list[str]) -> Printed:
    cut = len(names) // 2
    lines = [f"武汉市（{cut}家）", *names[:cut], f"宜昌市（{len(names) - cut}家）", *names[cut:]]
    number = iter(range(1, len(names) + 1))
    numbered = [line if line[:2] in {"武汉", "宜昌"} else f"{next(number)}、{line}" for line in lines]
    return "第五批制造业单项冠军企业名单\n" + "\n".join(numbered)


def as_two_pages(names: list[str]) -> list[Printed]:
    table = as_table(names)
    assert isinstance(table, list)
    cut = 1 + len(names) // 2
    return [table[:cut], table[cut:]]


def as_sentence(names: list[str]) -> Printed:
    return f"认定企业名单如下：{'、'.join(names)}。"


FORMS: list[Callable[[list[str]], Printed]] = [
    as_table,
    as_bare_table,
    as_halves,
    as_numbered,
    as_lines,
    as_grouped,
]


def read(*printed: Printed, stated: int) -> Notice:
    outcome = run(make_document(TITLE, f"共{stated}家企业。", *printed))
    assert isinstance(outcome, Notice)
    return outcome


def judge(notice: Notice) -> Verdict:
    return reconcile(notice, programmes()["cn-single-champion"])


def plain(names: list[str]) -> list[str]:
    return [name.replace("（", "(").replace("）", ")") for name in names]


@settings(max_examples=120, deadline=None)
@given(NAMES, st.sampled_from(FORMS))
def test_any_names_in_any_form_are_read_back(names: list[str], form: Callable[[list[str]], Printed]) -> None:
    notice = read(form(names), stated=len(names))

    assert rows_of(notice) == plain(names)
    assert judge(notice).accepted


@settings(max_examples=60, deadline=None)
@given(NAMES)
def test_a_list_over_two_pages_is_read_back(names: list[str]) -> None:
    notice = read(*as_two_pages(names), stated=len(names))

    assert rows_of(notice) == plain(names) and judge(notice).accepted


@settings(max_examples=120, deadline=None)
@given(NAMES)
def test_a_sentence_is_read_back_or_held(names: list[str]) -> None:
    """A sentence parts names by signs that names may hold: it may be unsure, and is never wrong in silence."""
    notice = read(as_sentence(names), stated=len(names))

    assert rows_of(notice) == plain(names) or not judge(notice).accepted


@settings(max_examples=120, deadline=None)
@given(NAMES, st.sampled_from(FORMS), st.data())
def test_a_row_that_is_lost_or_doubled_is_never_missed(
    names: list[str], form: Callable[[list[str]], Printed], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(names) - 1))
    lost, doubled = names[:at] + names[at + 1 :], [*names[: at + 1], names[at], *names[at + 1 :]]

    assert not judge(read(form(lost), stated=len(names))).accepted
    assert not judge(read(form(doubled), stated=len(names))).accepted


@settings(max_examples=80, deadline=None)
@given(NAMES, st.data())
def test_a_table_row_lost_from_the_middle_is_seen_without_any_number_stated(
    names: list[str], data: st.DataObject
) -> None:
    table = as_table([*names, "示例末有限公司"])
    assert isinstance(table, list)
    at = data.draw(st.integers(1, len(names)))
    outcome = run(make_document(TITLE, table[:at] + table[at + 1 :]))

    assert isinstance(outcome, Notice) and not judge(outcome).accepted
