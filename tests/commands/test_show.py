"""show, review, alerts, sources, sql: one thing in full."""

import csv
import io
from pathlib import Path

import duckdb
import pytest


@pytest.mark.parametrize(
    "name",
    [
        "s:000000000025",
        "s:ffffffffffff",
        "s:eeee",
        "示例市東區舊名產業集群",
        "示例市东区旧名产业集群",
        "东区示例产业",
        "示例省示例市东区示例产业集群",
    ],
)
def test_a_subject_is_found_by_id_any_name_and_a_unique_part(mingdan, name: str) -> None:
    out = mingdan("show", name).out
    assert out.startswith("示例省示例市东区示例产业集群") and "also known as 示例市东区旧名产业集群" in out


def test_each_step_has_its_document_and_its_place(mingdan) -> None:
    out = mingdan("show", "s:000000000025").out
    assert "中小企业特色产业集群 2024年度 (national)" in out and "active · 2024-09-19 .. 2027-09-18" in out
    assert "工信部企业函〔2024〕267号" in out and "附件1.xlsx, sheet 1!B39, spreadsheet" in out
    assert "Next" in out and "2025-03-31  report" in out


def test_what_many_are_called_lists_who_may_be_meant(mingdan) -> None:
    ran = mingdan("show", "示例县3")
    assert ran.status == 1 and ran.out == ""
    assert "may mean 8 things" in ran.err and "示例县36示例特色产业集群" in ran.err


def test_an_unknown_name_says_what_was_searched_and_who_is_near(mingdan) -> None:
    ran = mingdan("show", "济南高新区高端光学装备特色产业集群")
    assert ran.status == 1 and "Searched: names present and former" in ran.err
    assert "济南高新区高端激光装备特色产业集群" in ran.err.partition("Did you mean")[2]


@pytest.mark.parametrize(
    "name", ["a:1a2", "工信部企业函[2024]267号", "工业和信息化部关于2024年度中小企业特色产业集群名单的通告"]
)
def test_an_announcement_shows_lists_sightings_and_changes(mingdan, name: str) -> None:
    out = mingdan("show", name).out
    assert "read from 附件1.xlsx, sheet 1!B39 to sheet 1!B40, spreadsheet" in out
    assert "2 rows read, 2 stated" in out and "miit-search" in out
    assert "2 designated" in out and "1 dropped" in out and "示例市落选示例产业集群" in out


def test_an_announcements_rows_come_as_csv_with_their_places(mingdan) -> None:
    rows = list(csv.DictReader(io.StringIO(mingdan("show", "a:3f9c", "--format", "csv").out)))
    assert len(rows) == 36 and rows[0]["locator"] == "sheet 1!B3"


def test_show_as_json_is_one_array_of_one_object(mingdan) -> None:
    (subject,) = mingdan("show", "s:000000000025", "--format", "json").json
    assert (
        subject["what"] == "subject"
        and subject["steps"][0]["read_at"] == "附件1.xlsx, sheet 1!B39, spreadsheet"
    )
    (notice,) = mingdan("show", "a:1a2", "--format", "json").json
    assert len(notice["rows"]) == 2 and notice["reviews"][0]["decision"] == "reject"


def test_reviews_that_wait_are_listed_and_all_on_wish(mingdan) -> None:
    assert [r["review_id"] for r in mingdan("review", "list", "--format", "json").json] == ["r:818181818181"]
    assert "reject by 示例" in mingdan("review", "list", "--all").out


def test_a_review_shows_its_evidence_and_how_to_settle_it(mingdan) -> None:
    out = mingdan("review", "show", "r:81").out
    assert "stated: 35" in out and "- kind row cut, text 示例, locator page 2 table 1 row 17" in out
    assert "mingdan review accept r:818181818181 --rows rows.xlsx" in out
    assert "row cut: give the whole name" in out


def test_rows_to_mend_are_written_once_and_safe_for_a_spreadsheet(mingdan, tmp_path: Path) -> None:
    target = tmp_path / "rows.csv"
    assert mingdan("review", "show", "r:81", "--rows-out", str(target)).status == 0
    row, *others = csv.DictReader(io.StringIO(target.read_text(encoding="utf-8-sig")))
    assert row["name"] == "'=示例(1)" and row["locator"] == "page 2 table 1 row 1" and len(others) == 33
    again = mingdan("review", "show", "r:81", "--rows-out", str(target))
    assert again.status == 2 and "exists" in again.err


def test_an_unknown_review_is_an_error(mingdan) -> None:
    for words in (["show", "r:77"], ["accept", "r:77"], ["reject", "r:77"]):
        ran = mingdan("review", *words)
        assert ran.status == 1 and 'no review "r:77"' in ran.err


def test_the_outbox_says_what_failed_and_how_to_retry(mingdan) -> None:
    out = mingdan("alerts", "status").out
    assert (
        out.startswith("1 failed, 1 sent")
        and "the webhook answered 500" in out
        and "mingdan alerts retry" in out
    )
    assert len(mingdan("alerts", "status", "--state", "sent", "--format", "json").json) == 1


def test_sources_that_were_never_polled_are_listed_too(mingdan, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "sources"
    folder.mkdir(parents=True)
    (folder / "example-new.yaml").write_text('title: "示例 来源"  # new\nlevel: relay\n', encoding="utf-8")
    found = {s["source_id"]: s for s in mingdan("sources", "list", "--format", "json").json}
    assert found["example-new"]["title"] == "示例 来源" and found["example-new"]["state"] is None
    assert "blocked since 2024-09-20 10:04: 521 since 09-19 20:00" in mingdan("sources", "list").out


def test_sql_is_read_from_stdin_and_from_a_file(mingdan, tmp_path: Path) -> None:
    question = tmp_path / "question.sql"
    question.write_text("\ufeffselect 2 as a", encoding="utf-8")
    assert mingdan("sql", "-", "--format", "json", stdin="select 1 as a").json == [{"a": 1}]
    assert mingdan("sql", "--file", str(question), "--format", "json").json == [{"a": 2}]
    assert mingdan("sql", stdin=" ").status == 2


def test_sql_json_is_never_cut(mingdan) -> None:
    rows = mingdan("sql", "select i, repeat('示例', 500) as t from range(3000) r(i)", "--format", "json").json
    assert len(rows) == 3000 and all(len(str(row["t"])) == 1000 for row in rows)


def test_sql_cannot_reach_the_machine(mingdan) -> None:
    assert mingdan("sql", "select * from read_text('/etc/hostname')").status == 2


def test_a_file_of_an_earlier_version_says_how_to_renew_it(mingdan, tmp_path: Path) -> None:
    (tmp_path / "published").mkdir()
    with duckdb.connect(tmp_path / "published" / "mingdan.duckdb") as old:
        old.execute(
            "create table about as select 1 as schema_version; create table announcements (title varchar)"
        )
    ran = mingdan("show", "示例", "--home", str(tmp_path))
    assert ran.status == 1 and "earlier mingdan" in ran.err and "mingdan poll publishes it anew" in ran.err
