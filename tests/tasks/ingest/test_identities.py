"""Who is meant, through the real desk: ids and holders are the same in any order of arrival, and nobody is told twice.

Titles and forms are the ministry's; names are made up (示例).
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.models import Decision
from tests.tasks.ingest.conftest import Desk

A, B, C, D, E = (f"示例{mark}产业集群" for mark in "甲乙丙丁戊")
NEW_A, NEWEST_A, TWIN = "示例甲新材料产业集群", "示例甲新型材料产业集群", "示例同名产业集群"
SHANDONG, JIANGSU = "山东省", "江苏省"
READ_ON = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)


def page(
    title: str, published: str, texts: Sequence[str], head: Sequence[str], rows: Sequence[Sequence[str]]
) -> str:
    """Return a page with a numbered table."""
    lines = [["序号", *head], *([str(number), *row] for number, row in enumerate(rows, 1))]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in lines)
    body = "".join(f"<p>{text}</p>" for text in texts)
    return (
        f'<html><head><meta charset="utf-8"><meta name="ArticleTitle" content="{title}">'
        f'<meta name="PubDate" content="{published} 10:00"><title>{title}</title></head><body><h1>{title}</h1>'
        f'<div id="con_con">{body}<table>{table}</table></div></body></html>'
    )


def given(year: int, *rows: tuple[str, str], published: str = "") -> str:
    """Return the designation of a year, with the column of provinces."""
    title = f"工业和信息化部关于公布{year}年度中小企业特色产业集群名单的通告"
    text = f"现公布{year}年度中小企业特色产业集群名单，共{len(rows)}个。"
    return page(title, published or f"{year}-12-01", [text, "集群有效期三年。"], ["集群名称", "省份"], rows)


def passed(year: int, on: str, *rows: tuple[str, str, str]) -> str:
    """Return a review's pass list, with columns of former names and provinces."""
    title = f"工业和信息化部关于公布通过复核的{year}年度中小企业特色产业集群名单的通告"
    text = f"{year}年度中小企业特色产业集群通过复核{len(rows)}个，有效期延长三年。"
    return page(title, on, [text], ["集群名称", "原名称", "省份"], rows)


def renamed(on: str, *rows: tuple[str, str]) -> str:
    """Return a notice of new names: pairs of the old and the new one."""
    title = "工业和信息化部关于变更部分中小企业特色产业集群名称的通告"
    return page(title, on, [f"共{len(rows)}个集群变更名称。"], ["原集群名称", "变更后名称"], rows)


def seen_by(desk: Desk, folder: Path, pages: Sequence[str]) -> Desk:
    """Take pages in as they arrive, one a day, long after they were published, into a ledger of its own."""
    own = Desk(folder, desk.configuration, now=READ_ON)
    for html in pages:
        own.page("shili-miit", html)
        own.ingest()
        own.later(days=1)
    return own


WITHOUT = {
    "changes": {"recorded_at", "detail", "announcement_id", "effective_on", "url", "title", "doc_number"}
}


def believed(desk: Desk) -> dict[str, list[str]]:
    """Return who holds what, who is called what, and what was told, without when it was learnt."""
    found = {}
    for view in ("designations", "subjects", "changes", "coverage"):
        rows = ({k: v for k, v in r.items() if k not in WITHOUT.get(view, ())} for r in desk.ask(view))
        found[view] = sorted(str(r) for r in rows if r.get("kind") not in ("expired", "corrected"))
    return found


PAST = (
    given(2022, (A, JIANGSU), (B, JIANGSU), (C, SHANDONG), (TWIN, SHANDONG)),
    given(2023, (D, SHANDONG), (E, SHANDONG), (TWIN, JIANGSU)),
    renamed("2024-03-03", (A, NEW_A), (D, E), (E, D)),
    renamed("2025-03-03", (NEW_A, NEWEST_A)),
    passed(
        2022,
        "2025-11-07",
        (NEWEST_A, NEW_A, JIANGSU),
        (B, "", JIANGSU),
        (C, "", SHANDONG),
        (TWIN, "", SHANDONG),
    ),
    given(2024, (D, SHANDONG), (TWIN, ""), (A, SHANDONG)),
)


@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_arrival_gives_the_same_subjects_titles_and_changes(
    desk: Desk, tmp_path: Path, seed: int
):
    wanted = believed(seen_by(desk, tmp_path / "told", PAST))
    pages = random.Random(seed).sample(PAST, len(PAST)) if seed else PAST[::-1]
    assert believed(seen_by(desk, tmp_path / "shuffled", pages)) == wanted


def names_held(desk: Desk) -> dict[str, set[tuple[object, object]]]:
    held: dict[str, set[tuple[object, object]]] = {}
    for row in desk.ask("designations"):
        held.setdefault(str(row["name"]), set()).add((row["cohort"], row["status"]))
    return held


def test_chains_swaps_and_namesakes_leave_each_title_with_whom_it_was_given_to(desk: Desk, tmp_path: Path):
    held = names_held(seen_by(desk, tmp_path / "told", PAST))
    assert held[NEWEST_A] == {("2022年度", "active")}
    assert held[D] == {("2023年度", "active"), ("2024年度", "active")} and held[E] == {("2023年度", "active")}
    assert held[TWIN] == {(f"{year}年度", "active") for year in (2022, 2023, 2024)}
    assert len({r["subject_id"] for r in desk_rows(tmp_path, desk, TWIN)}) == 3


def desk_rows(folder: Path, desk: Desk, name: str) -> list[dict[str, object]]:
    own = replace(desk, folder=folder / "told")
    return [row for row in own.ask("designations") if row["name"] == name]


BEFORE = given(2022, (A, JIANGSU), (B, JIANGSU), (C, JIANGSU))
UNDER_NEW_NAME = passed(2022, "2025-11-07", (NEW_A, "", JIANGSU), (B, "", JIANGSU), (C, "", JIANGSU))
NOTICE = renamed("2024-06-03", (A, NEW_A))


def test_a_late_notice_joins_two_seen_apart_and_the_question_it_settles_closes_by_itself(
    desk: Desk, tmp_path: Path
):
    own = seen_by(desk, tmp_path / "own", [BEFORE, UNDER_NEW_NAME])
    (asked,) = (row for row in own.ask("reviews") if row["kind"] == "endings")
    assert asked["decided_at"] is None
    own.page("shili-miit", NOTICE)
    own.ingest()
    kinds = [row["kind"] for row in own.ask("changes")]
    assert kinds.count("renewed") == 3 and kinds.count("renamed") == 1 and "lapsed" not in kinds
    (asked,) = (row for row in own.ask("reviews") if row["review_id"] == asked["review_id"])
    assert asked["decision"] == "settled"
    assert {name: held for name, held in names_held(own).items() if name in (A, NEW_A)} == {
        NEW_A: {("2022年度", "active")}
    }


def test_an_id_that_moved_is_found_by_what_it_was_called(desk: Desk, tmp_path: Path):
    own = seen_by(desk, tmp_path / "own", [BEFORE, UNDER_NEW_NAME])
    (before,) = {r["subject_id"] for r in own.ask("designations") if r["name"] == NEW_A}
    own.page("shili-miit", NOTICE)
    own.ingest()
    (now,) = {r["subject_id"] for r in own.ask("designations") if r["name"] == NEW_A}
    with own.store() as store:
        moved = store.connection.execute("select former_id, now_id from ledger.former_id").fetchall()
    assert (before, now) in moved and before not in {r["subject_id"] for r in own.ask("subjects")}


def test_a_new_name_is_told_once_whichever_list_says_it(desk: Desk, tmp_path: Path):
    pages = [BEFORE, passed(2022, "2025-11-07", (NEW_A, A, JIANGSU), (B, "", ""), (C, "", "")), NOTICE]
    for number, order in enumerate((pages, pages[::-1])):
        own = seen_by(desk, tmp_path / str(number), order)
        assert [row["name"] for row in own.ask("changes") if row["kind"] == "renamed"] == [NEW_A]


def test_a_subject_is_called_by_its_latest_name_and_found_by_all(desk: Desk, tmp_path: Path):
    own = seen_by(desk, tmp_path / "own", [renamed("2025-03-03", (NEW_A, NEWEST_A)), NOTICE, BEFORE])
    (subject,) = (row for row in own.ask("subjects") if row["name"] == NEWEST_A)
    assert subject["other_names"] == sorted([A, NEW_A])


def test_the_most_precise_region_counts_whenever_it_was_learnt(desk: Desk, tmp_path: Path):
    coarse, fine = given(2022, (A, JIANGSU)), given(2023, (A, "江苏省苏州市常熟市"))
    for number, order in enumerate(((coarse, fine), (fine, coarse))):
        (subject,) = seen_by(desk, tmp_path / str(number), order).ask("subjects")
        assert (subject["region"], subject["region_code"]) == ("江苏省苏州市常熟市", "320581")


def test_a_persons_word_joins_two_names_and_without_it_they_are_two_again(desk: Desk, tmp_path: Path):
    joined = Decision(
        id="r:000000000000", kind="identity", about=(f"cluster///{A}", f"cluster///{NEW_A}"),
        decided="accept", by="示例", on=READ_ON,
    )  # fmt: skip
    pages = [BEFORE, UNDER_NEW_NAME]
    assert len(seen_by(desk, tmp_path / "apart", pages).ask("subjects")) == 4
    desk.decide(joined)
    own = seen_by(desk, tmp_path / "joined", pages)
    assert len(own.ask("subjects")) == 3 and names_held(own)[NEW_A] == {("2022年度", "active")}


WRONG_PRINT = given(2024, ("示例新能源电池材科产业集群", JIANGSU))
RIGHT_PRINT = given(2022, ("示例新能源电池材料产业集群", JIANGSU), (B, JIANGSU))


def test_a_name_one_sign_off_is_asked_about_and_holds_nothing(desk: Desk, tmp_path: Path):
    own = seen_by(desk, tmp_path / "own", [RIGHT_PRINT, WRONG_PRINT])
    (asked,) = own.ask("reviews")
    evidence = json.loads(str(asked["evidence"]))
    assert asked["kind"] == "identity" and evidence["score"] >= 0.86 and evidence["reasons"]
    assert evidence["held"]["titles"] == ["cn-sme-cluster 2022年度 expired"]
    assert len(own.ask("designations")) == 3


def test_an_accepted_identity_is_one_subject_also_in_a_ledger_built_anew(desk: Desk, tmp_path: Path):
    own = seen_by(desk, tmp_path / "own", [RIGHT_PRINT, WRONG_PRINT])
    own.answer()
    own.later(days=1)
    own.ingest()
    held = {str(row["subject_id"]): row["status"] for row in own.ask("designations")}
    assert len(held) == 2 and len(own.ask("designations")) == 3
    before = sorted(map(str, own.ask("designations") + own.ask("changes")))
    own.rebuild()
    assert sorted(map(str, own.ask("designations") + own.ask("changes"))) == before


def test_a_refused_identity_stays_two_and_is_never_asked_again(desk: Desk, tmp_path: Path):
    own = seen_by(desk, tmp_path / "own", [RIGHT_PRINT, WRONG_PRINT])
    (asked,) = own.ask("reviews")
    about = {"id": asked["review_id"], "kind": "identity", "about": asked["about"]}
    own.decide(Decision(decided="reject", by="示例", on=own.now, **about))  # type: ignore[arg-type]  # a row
    own.page("shili-miit", given(2025, ("示例新能源电池材科产业集群", JIANGSU)))
    own.ingest()
    assert [row["decision"] for row in own.ask("reviews")] == ["reject"] and len(own.ask("subjects")) == 3


def test_a_person_parts_what_a_notice_joined_without_being_asked(desk: Desk, tmp_path: Path):
    own = seen_by(desk, tmp_path / "own", [BEFORE, NOTICE, UNDER_NEW_NAME])
    assert len(own.ask("subjects")) == 3
    about = (f"cluster///{A}", f"cluster///{NEW_A}")
    own.decide(Decision(id="r:1", kind="identity", about=about, decided="reject", by="示例", on=own.now))
    own.ingest()
    assert len(own.ask("subjects")) == 4 and names_held(own)[A] == {("2022年度", "expired")}


def test_held_endings_show_who_may_be_whom(desk: Desk, tmp_path: Path):
    own = seen_by(
        desk, tmp_path / "own", [BEFORE, passed(2022, "2025-11-07", ("示例甲产业群", "", ""), (B, "", ""))]
    )
    (asked,) = (row for row in own.ask("reviews") if row["kind"] == "endings")
    (likely,) = json.loads(str(asked["evidence"]))["candidates"]
    assert (likely["unmatched"], likely["silent"]) == ("示例甲产业群", A)


SIGNS = "华盛恒达鑫瑞泰安康宏信德"
LONG = [f"示例{sign}精密材料产业集群" for sign in SIGNS]
WORN = [name.replace("精密材料", "精密材科") for name in LONG]


def test_no_more_than_ten_are_asked_about_and_the_last_question_says_how_many_more(
    desk: Desk, tmp_path: Path
):
    pages = [
        given(2022, *((name, JIANGSU) for name in LONG)),
        given(2024, *((name, JIANGSU) for name in WORN)),
    ]
    asked = seen_by(desk, tmp_path / "own", pages).ask("reviews")
    assert len(asked) == 10 and {row["kind"] for row in asked} == {"identity"}
    assert sum("2 more names of this announcement" in str(row["reason"]) for row in asked) == 1


def test_two_on_one_list_are_never_asked_about(desk: Desk, tmp_path: Path):
    right, wrong = LONG[0], WORN[0]
    own = seen_by(
        desk, tmp_path / "own", [given(2022, (right, JIANGSU)), given(2024, (right, ""), (wrong, ""))]
    )
    assert own.ask("reviews") == []


def test_names_of_a_ledger_that_kept_no_prints_are_found(desk: Desk, tmp_path: Path):
    own = seen_by(desk, tmp_path / "own", [RIGHT_PRINT])
    with own.store() as store:
        store.connection.execute("truncate likeness.print")
    own.page("shili-miit", WRONG_PRINT)
    own.ingest()
    assert [row["kind"] for row in own.ask("reviews")] == ["identity"]
