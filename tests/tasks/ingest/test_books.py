"""The book of a cohort as it is fetched: what other lists say of it is found wherever it stands.

Numbers and titles of notices are real (facts collected for mingdan, 2026-11); who stands on a list is 示例.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from config.models import Category, Configuration, Programme
from tasks.ingest.rebook import rebook
from tasks.ledger.names import name_key
from warehouse.records import Announcement, ListRecord, ListRow, ProgrammeRecord, Review, Subject
from warehouse.store import Store

AT = datetime(2026, 2, 1, 2, tzinfo=UTC)
CHAMPIONS = Programme(
    id="hub-champion",
    title="湖北省制造业单项冠军",
    level="province",
    region="湖北省",
    issuer=("湖北省经济和信息化厅",),
    subject="enterprise",
    names=("制造业单项冠军",),
    categories=(Category(name="示范企业"), Category(name="培育企业")),
    validity={"years": 3},
    renewal="review",
    cohort="batch",
)
HIDDEN = CHAMPIONS.model_copy(
    update={"id": "hub-hidden-champion", "title": "湖北省支柱产业隐形冠军", "categories": ()}
)
ROSTER = CHAMPIONS.model_copy(
    update={"id": "shili-roster", "title": "示例名录", "renewal": "roster", "validity": None}
)


class Papers:
    """A warehouse into which a test puts accepted lists by hand, and books the cohorts they touch."""

    def __init__(self, store: Store) -> None:
        self.store = store
        programmes = {p.id: p for p in (CHAMPIONS, HIDDEN, ROSTER)}
        self.configuration = Configuration(programmes=programmes)
        store.merge(
            ProgrammeRecord(p.id, p.title, "", p.level, p.region, p.renewal, p.subject)
            for p in programmes.values()
        )

    def announce(self, source: str, day: str, *, number: str | None = None, **more: object) -> None:
        """Put an accepted official announcement."""
        on = date.fromisoformat(day)
        about: dict[str, object] = {
            "part_of": None,
            "part_region": None,
            "repeals": (),
            "corrects": None,
            "origin": "official",
            "state": "accepted",
        }
        about |= more
        self.store.merge([Announcement(
            source, f"关于{source}的通知", number, "示例", "province", "湖北省", CHAMPIONS.id, "designation", None, on, on, on,
            None, None, None, "https://shili.example/1", str(about["origin"]), about["part_of"], about["part_region"], None, 0, str(about["state"]), None, None,  # type: ignore[arg-type]  # as named above
            about["repeals"], "[]", (), False, (), AT, about["corrects"],  # type: ignore[arg-type]  # as named above
        )])  # fmt: skip

    def list(
        self, source: str, operation: str, cohort: str | None, *rows: str | dict[str, str], **more: object
    ) -> None:
        """Put a list with its rows; a row is a name, or the columns it has."""
        no = int(str(more.get("no", 1)))
        programme_id = str(more.get("programme_id", CHAMPIONS.id))
        state = str(more.get("state", "accepted"))
        stated = more.get("stated", len(rows))
        self.store.merge([ListRecord(
            source, no, "", programme_id, operation, cohort, None, stated, len(rows), state, bool(more.get("whole", True)),  # type: ignore[arg-type]  # a number or none
            False, str(more.get("verb", "")), None, None, None, None, str(more.get("taken_from", "")),
        )])  # fmt: skip
        columns = [row if isinstance(row, dict) else {"name": row} for row in rows]
        self.store.merge(_row(source, no, place, row) for place, row in enumerate(columns, 1))
        names = sorted({row["name"] for row in columns})
        self.store.merge(Subject(f"s:{name}", "enterprise", name, None, None, AT) for name in names)

    def book(self, cohort: str, programme: Programme = CHAMPIONS) -> list[tuple[str, str]]:
        """Book a cohort, and return kind and subject of the new changes."""
        with self.store.transaction():
            changes = rebook(self.store, self.configuration, programme.id, cohort, at=AT)
        return sorted((change.kind, str(change.subject_id).removeprefix("s:")) for change in changes)

    def shown(self, view: str = "designations") -> list[tuple[object, ...]]:
        """Return name, cohort, status and term of a view's rows."""
        query = f"select name, cohort, status, category, valid_from, valid_to from {view} order by all"
        return self.store.connection.execute(query).fetchall()


def _row(source: str, no: int, place: int, row: dict[str, str]) -> ListRow:
    former = row.get("former")
    return ListRow(
        source, no, place, row["name"], row["name"], former, None, row.get("product"), row.get("category"), f"s:{row['name']}",
        "0" * 64, f"row {place}", name_key=name_key(row["name"]), former_key=name_key(former) if former else None,
        from_category=row.get("from"), put_off=row.get("put_off", ""),
    )  # fmt: skip


@pytest.fixture
def papers(tmp_path: Path) -> Iterator[Papers]:
    with Store(tmp_path / "warehouse.duckdb", now=AT) as store:
        yield Papers(store)


def test_a_retitling_that_names_no_cohort_finds_the_titles_of_whom_it_names(papers: Papers):
    papers.announce("名单", "2024-12-30")
    papers.list(
        "名单",
        "designation",
        "第一批",
        {"name": "示例甲", "category": "培育企业"},
        {"name": "示例乙", "category": "培育企业"},
    )
    papers.announce("调整", "2025-06-01")
    papers.list("调整", "retitling", None, {"name": "示例甲", "from": "培育企业", "category": "示范企业"})
    assert ("retitled", "示例甲") in papers.book("第一批")
    shown = [(name, status, category, str(since)) for name, _, status, category, since, _ in papers.shown()]
    assert shown == [
        ("示例乙", "active", "培育企业", "2024-12-30"),
        ("示例甲", "active", "示范企业", "2025-06-01"),
    ]
    history = [
        (status, category, str(to))
        for name, _, status, category, _, to in papers.shown("designation_history")
        if name == "示例甲"
    ]
    assert history == [("active", "示范企业", "2027-12-29"), ("retitled", "培育企业", "2025-05-31")]


def test_a_list_that_takes_titles_over_closes_the_old_and_gives_the_new(papers: Papers):
    """湖北 merged its 隐形冠军 of 2019 into 单项冠军 (鄂经信办函〔2022〕46号): one list, two books."""
    papers.announce("隐形冠军", "2024-12-20")
    papers.list("隐形冠军", "designation", "2024年度", "示例甲", "示例乙", programme_id=HIDDEN.id)
    papers.announce("并轨", "2025-12-15")
    papers.list("并轨", "retitling", "第一批", "示例甲", taken_from=HIDDEN.id, whole=False)
    assert papers.book("2024年度", HIDDEN) == [
        ("designated", "示例乙"),
        ("designated", "示例甲"),
        ("retitled", "示例甲"),
    ]
    assert papers.book("第一批") == [("designated", "示例甲")]
    assert [(name, cohort, status, str(to)) for name, cohort, status, _, _, to in papers.shown()] == [
        ("示例乙", "2024年度", "active", "2027-12-19"),
        ("示例甲", "2024年度", "retitled", "2025-12-14"),
        ("示例甲", "第一批", "active", "2028-12-14"),
    ]


def test_a_correction_is_found_by_the_number_or_the_title_of_what_it_corrects(papers: Papers):
    papers.announce("名单", "2025-12-30", number="鄂经信产业〔2025〕1号")
    papers.list("名单", "designation", "第一批", "示例甲", "示例误")
    assert papers.book("第一批") == [("designated", "示例甲"), ("designated", "示例误")]
    papers.announce("更正", "2026-01-05", corrects="鄂经信产业〔2025〕1号")
    papers.list("更正", "correction", None, {"name": "示例乙", "former": "示例误"})
    assert papers.book("第一批") == [("corrected", "示例乙")]
    papers.announce("又更正", "2026-01-06", corrects="关于名单的通知")
    papers.list("又更正", "correction", None, {"name": "示例丙"})
    assert papers.book("第一批") == [("corrected", "示例丙")]
    assert [row[0] for row in papers.shown()] == ["示例丙", "示例乙", "示例甲"]


def test_a_notice_that_designates_anew_whom_its_review_leaves_out_retitles(papers: Papers):
    papers.announce("首批", "2022-12-30")
    papers.list("首批", "designation", "第一批", "示例甲", "示例乙", "示例丙")
    papers.announce("四批", "2025-11-13")
    papers.list("四批", "designation", "第四批", {"name": "示例乙", "category": "示范企业"})
    papers.list("四批", "review", "第一批", "示例甲", no=2)
    told = papers.book("第一批")
    assert ("retitled", "示例乙") in told and ("lapsed", "示例丙") in told and ("renewed", "示例甲") in told


def test_a_later_cohorts_list_alone_retitles_nothing(papers: Papers):
    papers.announce("首批", "2024-12-30")
    papers.list("首批", "designation", "第一批", "示例甲")
    papers.announce("二批", "2025-11-13")
    papers.list("二批", "designation", "第二批", "示例甲")
    assert papers.book("第一批") == [("designated", "示例甲")]
    assert papers.book("第二批") == [("designated", "示例甲")]


def put_parts(papers: Papers) -> None:
    """Put a proposal, the final list's notice with its attachment unread, and the shares of two cities."""
    papers.announce("公示", "2025-11-01")
    papers.list("公示", "proposal", "第一批", "示例甲", "示例乙", "示例丙")
    papers.announce("名单", "2025-12-01", state="held")
    papers.list("名单", "designation", "第一批", stated=2, state="held", whole=False)
    for region, name in (("湖北省武汉市", "示例甲"), ("湖北省宜昌市", "示例乙")):
        papers.announce(region, "2025-12-05", part_of="名单", part_region=region)
        papers.list(region, "designation", "第一批", name, whole=False)


def test_a_held_whole_tells_how_many_and_its_parts_complete_it(papers: Papers):
    put_parts(papers)
    assert ("dropped", "示例丙") in papers.book("第一批")


def test_an_open_candidate_keeps_the_parts_from_being_the_whole(papers: Papers):
    put_parts(papers)
    asked = ("enterprise/湖北省//示例甲", "enterprise/湖北省//示例丁")
    papers.store.merge([Review("r:示例", "identity", None, "示例", "{}", asked, AT, None, None, None)])
    papers.book("第一批")
    assert ("示例丙", "proposed") in [(name, status) for name, _, status, *_ in papers.shown()]


def test_a_part_that_quotes_a_repeal_or_a_revocation_ends_nobody(papers: Papers):
    papers.announce("首批", "2024-12-30", number="鄂经信产业〔2024〕9号")
    papers.list("首批", "designation", "第一批", "示例甲", "示例乙")
    papers.announce(
        "武汉", "2025-12-05", part_of="全省", part_region="湖北省武汉市", repeals=("鄂经信产业〔2024〕9号",)
    )
    papers.list("武汉", "designation", "第二批", "示例丙", whole=False)
    papers.list("武汉", "revocation", None, "示例乙", no=2, whole=False)
    assert papers.book("第一批") == [("designated", "示例乙"), ("designated", "示例甲")]


def test_a_row_put_off_waits_and_a_relay_of_a_revocation_ends_nothing(papers: Papers):
    papers.announce("首批", "2022-12-30")
    papers.list("首批", "designation", "第一批", "示例甲", "示例乙", "示例丙")
    papers.announce("复核", "2025-12-01")
    papers.list("复核", "review", "第一批", "示例甲", {"name": "示例乙", "put_off": "整改"})
    papers.announce("转载", "2025-12-20", origin="relay")
    papers.list("转载", "revocation", None, "示例甲", verb="撤销")
    told = papers.book("第一批")
    assert [name for kind, name in told if kind == "lapsed"] == ["示例丙"]
    assert [name for kind, name in told if kind == "expired"] == ["示例乙"]
    assert not [name for kind, name in told if kind == "revoked"]


def test_each_list_of_a_roster_replaces_all_before(papers: Papers):
    papers.announce("前", "2024-12-30")
    papers.list("前", "designation", "2024年度", "示例甲", "示例乙", programme_id=ROSTER.id)
    papers.announce("后", "2025-12-30")
    papers.list("后", "designation", "2025年度", "示例甲", "示例丙", programme_id=ROSTER.id)
    told = papers.book("2024年度", ROSTER)
    assert ("lapsed", "示例乙") in told and ("retitled", "示例甲") in told
    assert [kind for kind, _ in papers.book("2025年度", ROSTER)] == ["designated", "designated"]


def test_who_is_given_a_title_again_is_shown_once(papers: Papers):
    papers.announce("首批", "2024-12-30")
    papers.list("首批", "designation", "第一批", "示例甲")
    papers.announce("撤销", "2025-03-01")
    papers.list("撤销", "revocation", None, "示例甲", verb="撤销")
    papers.announce("再次", "2025-09-01")
    papers.list("再次", "designation", "第一批", "示例甲")
    assert papers.book("第一批") == [
        ("designated", "示例甲"),
        ("designated", "示例甲"),
        ("revoked", "示例甲"),
    ]
    assert [(status, str(since)) for _, _, status, _, since, _ in papers.shown()] == [
        ("active", "2025-09-01")
    ]
    query = "select count(*) from designations_as_of(date '2025-05-01', timestamptz '2026-02-02')"
    assert papers.store.connection.execute(query).fetchall() == [(0,)]
