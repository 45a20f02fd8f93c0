"""A person's word on a review, through the real ledger: from the held list to the changes it lets happen."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commands.running import SavedPage, import_page, settle
from config.errors import ConfigurationError, StoreError
from config.places import Places
from tasks.house import open_house
from tasks.settle import decision_path, write_decision
from tests.tasks.ingest.pages import clusters, final
from warehouse.published import Published

NOW = datetime(2023, 1, 12, 2, 0, tzinfo=UTC)
SOURCE = """
title: 示例部
publisher: 工业和信息化部
level: national
list: {kind: html, url: "https://shili.example/list.html"}
"""
PROGRAMME = """
title: 中小企业特色产业集群
level: national
issuer: [工业和信息化部]
subject: cluster
names: [中小企业特色产业集群]
validity: {years: 3}
renewal: review
"""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A home in which a list that states three rows and has two waits for a person."""
    config = tmp_path / "config"
    for path, text in (("sources/shili.yaml", SOURCE), ("programmes/cn-sme-cluster.yaml", PROGRAMME)):
        (config / path).parent.mkdir(parents=True, exist_ok=True)
        (config / path).write_text(text, encoding="utf-8")
    saved = tmp_path / "page.html"
    saved.write_text(final("甲", "乙", stated=3), encoding="utf-8")
    found = Places(tmp_path / "home", config)
    report = import_page(found, lambda: NOW, SavedPage(saved, (), "https://shili.example/1.html", "shili"))
    assert "3 stated" in report.complaints[0] and report.status == 0
    return found


def ask(places: Places, query: str) -> list[tuple[object, ...]]:
    with Published(places.snapshot) as published:
        return [tuple(row) for row in published.rows(query).rows]


def waiting(places: Places) -> str:
    return str(ask(places, "select review_id from reviews where decided_at is null")[0][0])


def decide(places: Places, word: str, rows: Path | None = None, review_id: str = "") -> None:
    review = review_id or waiting(places)
    settle(places, lambda: NOW, review, word, by="示例", why="核对过", rows_file=rows)


def test_a_list_accepted_with_mended_rows_counts_them(places: Places, tmp_path: Path):
    rows = tmp_path / "rows.csv"
    with rows.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["list_no", "name", "locator"])
        writer.writerows([1, name, ""] for name in clusters("甲", "乙", "丙"))
    decide(places, "accept", rows)
    assert ask(places, "select count(*) from designations where status = 'active'") == [(3,)]
    assert ask(places, "select decision, decided_by from reviews") == [("accept", "示例")]


def test_a_rejected_list_is_set_aside_and_stays_so(places: Places):
    decide(places, "reject")
    assert ask(places, "select state from announcements") == [("ignored",)]
    assert ask(places, "select count(*) from changes") == [(0,)]


def test_the_decision_is_one_file_and_a_new_warehouse_follows_it(places: Places):
    review = waiting(places)
    decide(places, "reject")
    assert "核对过" in decision_path(places, review).read_text(encoding="utf-8")
    places.warehouse.unlink()
    places.snapshot.unlink()
    page = places.home.parent / "page.html"
    import_page(places, lambda: NOW, SavedPage(page, (), "https://shili.example/1.html", "shili"))
    assert ask(places, "select state from announcements") == [("ignored",)]


def test_what_was_decided_is_not_decided_again(places: Places):
    review = waiting(places)
    decide(places, "reject")
    with pytest.raises(StoreError, match=r"decided already \(reject by 示例\)\n  To undo it, delete "):
        decide(places, "accept", review_id=review)
    decision_path(places, review).unlink()
    with pytest.raises(StoreError, match="No decision of a person is kept for it"):
        decide(places, "accept", review_id=review)


@pytest.mark.parametrize(
    ("text", "problem"), [("name,备注\n示例,x\n", 'column "备注"'), ("list_no\n1\n", "no column name")]
)
def test_mended_rows_with_columns_nobody_knows_are_refused(
    places: Places, tmp_path: Path, text: str, problem: str
):
    rows = tmp_path / "rows.csv"
    rows.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=problem):
        decide(places, "accept", rows)


def test_a_folder_that_cannot_be_written_says_the_line_to_add_by_hand(places: Places):
    house, review = open_house(places, lambda: NOW), waiting(places)
    (places.config / "decisions").write_text("in the way", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="add this to") as caught:
        write_decision(house, review, "reject", by="示例", why="")
    assert "decided: reject" in str(caught.value) and ask(places, "select state from announcements") == [
        ("held",)
    ]
