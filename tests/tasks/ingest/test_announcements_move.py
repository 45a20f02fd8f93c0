"""Ids follow from the documents, not from the order in which they came; old ids stay findable, nothing is told twice."""

from __future__ import annotations

from itertools import permutations

import pytest

from tests.tasks.ingest.conftest import Desk
from tests.tasks.ingest.pages import FINAL_2022, clusters, page
from tests.tasks.ingest.test_ingest import DECIDED_ON, watch

NOTICES = (
    ("2023-01-11", "2023年1月10日", "甲乙"),
    ("2023-03-02", "2023年3月1日", "丙"),
    ("2023-05-05", "2023年5月4日", "丁戊"),
)
"""Three notices of one key, none with a number: the cohort is announced in three goes."""


def notice(published: str, signed: str, marks: str) -> str:
    text = f"现公布2022年度中小企业特色产业集群名单，共{len(marks)}个。集群有效期为2023年至2025年。"
    names = clusters(*marks)
    return page(FINAL_2022, text, "工业和信息化部", signed, published=published, names=names)


def bring(desk: Desk, order: tuple[int, ...]) -> None:
    """Bring the three notices in an order, each as news."""
    watch(desk)
    desk.now = DECIDED_ON
    for number in order:
        desk.later(days=1)
        desk.page("shili-miit", notice(*NOTICES[number]), url=f"https://shili-miit.example/n{number}.html")
        desk.ingest()


def ids(desk: Desk) -> dict[str, object]:
    """Return what must be the same whatever came first."""
    told = [(r["change_id"], r["kind"], r["announcement_id"]) for r in desk.ask("changes")]
    return {
        "announcements": sorted(
            (str(r["url"]), str(r["announcement_id"])) for r in desk.ask("announcements")
        ),
        "changes": sorted(map(str, told)),
        "rows": sorted((str(r["announcement_id"]), str(r["name"])) for r in desk.ask("list_rows")),
        "titles": sorted(
            (str(r["name"]), str(r["since_announcement_id"]), str(r["last_announcement_id"]))
            for r in desk.ask("designations")
        ),
    }


@pytest.fixture(scope="module")
def in_order(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    from tests.tasks.ingest import conftest

    desk = conftest.desk.__wrapped__(tmp_path_factory.mktemp("in-order"))
    bring(desk, (0, 1, 2))
    return ids(desk)


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_three_notices_of_one_key_have_the_same_ids_in_any_order(
    desk: Desk, order: tuple[int, ...], in_order: dict[str, object]
):
    bring(desk, order)
    assert ids(desk) == in_order


def test_an_id_that_moved_is_found_under_what_it_was_called(desk: Desk):
    bring(desk, (2, 1, 0))
    with desk.store() as store:
        moved = store.connection.execute("select former_id, now_id from ledger.former_id").fetchall()
    now = {row["announcement_id"]: row["url"] for row in desk.ask("announcements")}
    assert moved and all(new in now for _, new in moved if new.startswith("a:"))


def test_a_move_owes_nobody_anything_again(desk: Desk):
    bring(desk, (2, 1, 0))
    owed = [row["change_id"] for row in desk.ask("alerts")]
    assert len(owed) == len(set(owed)) and set(owed) == {row["change_id"] for row in desk.ask("changes")}


def test_a_ledger_built_anew_moves_the_same_ids(desk: Desk):
    bring(desk, (2, 0, 1))
    before = ids(desk)
    desk.rebuild()
    assert ids(desk) == before


def test_a_decision_on_a_list_counts_also_after_its_announcement_got_another_id(desk: Desk):
    watch(desk)
    desk.now = DECIDED_ON
    short = notice(*NOTICES[1]).replace("共1个", "共2个")
    desk.page("shili-miit", short, url="https://shili-miit.example/n1.html")
    desk.ingest()
    desk.answer()
    decisions = desk.configuration.decisions
    desk.decide()
    desk.page("shili-miit", notice(*NOTICES[0]), url="https://shili-miit.example/n0.html")
    desk.ingest()
    desk.decide(*decisions)
    desk.later(days=1)
    desk.ingest()
    assert {row["state"] for row in desk.ask("announcements")} == {"accepted"}
    assert len([row for row in desk.ask("designations") if row["status"] == "active"]) == 3
