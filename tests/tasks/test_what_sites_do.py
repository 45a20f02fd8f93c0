"""What sites do to what they published, through poll, sweep and ledger: each is seen as what it is, and ends nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config.load import load_configuration
from config.models import Configuration, Source
from config.places import REPOSITORY, Places
from config.regions import load_regions
from demo.web import Attached, Fault, Item, SimulatedWeb, Site, Where, simulated_web
from demo.web.forms.trs import Trs
from mingdan import main
from tasks.archive.archive import Archive
from tasks.archive.records import Poll, SourceState
from tasks.direct import DirectRunner
from tasks.house import House
from tasks.ingest.shelf import Shelf
from tasks.pipeline import run_poll, run_rest, run_sweep
from tasks.tell.send import AppriseSender
from tests.tasks.ingest.pages import FINAL_2022, PROPOSAL_2022, clusters

BEGUN = datetime(2022, 12, 20, 2, 0, tzinfo=UTC)
PROPOSED = datetime(2022, 12, 29, 2, 0, tzinfo=UTC)
DECIDED = datetime(2023, 1, 11, 2, 0, tzinfo=UTC)
BELIEVED = ("designations", "designation_history", "coverage", "list_rows", "subjects")
FORM = Trs(section="tzgg")


def table(*marks: str) -> str:
    rows = "".join(f"<tr><td>{n}</td><td>{name}</td></tr>" for n, name in enumerate(clusters(*marks), 1))
    return f"<table><tr><td>序号</td><td>集群名称</td></tr>{rows}</table>"


def texts(*paragraphs: str) -> str:
    return "".join(f"<p>{text}</p>" for text in paragraphs)


PROPOSAL = Item(
    "proposal", PROPOSAL_2022, PROPOSED - timedelta(hours=1),
    texts("现将拟认定的3个集群予以公示，公示期为2022年12月29日至2023年1月5日。", "工业和信息化部中小企业局", "2022年12月29日") + table("甲", "乙", "丙"),
    attachments=(Attached("附件.xlsx", lambda: b"PK-shili"),),
)  # fmt: skip
FINAL = Item(
    "final", FINAL_2022, DECIDED - timedelta(hours=1),
    texts("现公布2022年度中小企业特色产业集群名单，共3个。", "集群有效期为2023年至2025年。", "工业和信息化部", "2023年1月10日") + table("甲", "乙", "丙"),
)  # fmt: skip
OTHERS = tuple(
    Item(
        f"shili-{n}", f"关于示例会议第{n}号的通知", BEGUN - timedelta(days=3 * n, hours=1), "<p>示例正文</p>"
    )
    for n in range(16)
)


@dataclass
class Watch:
    """A ministry's site, and a house that watched it from before the proposal until the day after the decision."""

    folder: Path
    web: SimulatedWeb
    configuration: Configuration
    now: datetime = BEGUN
    polls: list[Poll] = field(default_factory=list)

    @property
    def house(self) -> House:
        archive = self.folder / "archive"
        return House(
            Places(self.folder, self.folder / "config"), self.configuration, lambda: self.now, load_regions(),
            Archive(archive), Shelf(archive / "readings"), AppriseSender(), True, {},
        )  # fmt: skip

    def at(self, now: datetime, *, deep: bool = False) -> Poll:
        """Let it be an instant, and poll or sweep."""
        self.now = now
        self.web.set_now(now)
        run = run_sweep if deep else run_poll
        (poll,) = asyncio.run(run(self.house, DirectRunner())).polls
        self.polls.append(poll)
        return poll

    def later(self, days: int = 1, *, deep: bool = False) -> Poll:
        return self.at(self.now + timedelta(days=days), deep=deep)

    def show(self, *items: Item) -> None:
        self.web.set_site(Site("shili", "工业和信息化部", FORM, (*items, *OTHERS), page_size=6))

    def ask(self, view: str) -> list[dict[str, object]]:
        with self.house.open_store() as store:
            columns = [c[0] for c in store.connection.execute(f"describe {view}").fetchall()]
            rows = store.connection.execute(f"from {view} order by all").fetchall()
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def believed(self) -> dict[str, list[dict[str, object]]]:
        return {view: self.ask(view) for view in BELIEVED}

    def standing(self) -> list[tuple[object, ...]]:
        """Return who holds what until when, without where that is read."""
        rows = self.ask("designations")
        return [(r["subject_id"], r["name"], r["cohort"], r["status"], r["valid_to"]) for r in rows]

    def told(self) -> list[tuple[object, ...]]:
        """Return what was told of subjects: changes by kind, subject and whether history."""
        return sorted((c["kind"], c["subject_id"] or "", c["backfill"]) for c in self.ask("changes"))


@pytest.fixture
def watch(tmp_path) -> Iterator[Watch]:
    shipped = load_configuration(REPOSITORY / "config")
    programmes = {k: one.model_copy(update={"expect": None}) for k, one in shipped.programmes.items()}
    site = Site("shili", "工业和信息化部", FORM, (FINAL, PROPOSAL, *OTHERS), page_size=6)
    with simulated_web([site], now=BEGUN) as web:
        source = Source(
            id="shili", title="工业和信息化部", publisher="工业和信息化部", level="national", delay=0.0, timeout=2.0,
            allow_private=True, list={"kind": "trs", "url": web.list_url("shili")},
        )  # fmt: skip
        configuration = Configuration(sources={"shili": source}, programmes=programmes)
        watch = Watch(tmp_path, web, configuration)
        for day in (BEGUN, PROPOSED, DECIDED):
            assert watch.at(day).state is SourceState.OK
        assert len(watch.ask("announcements")) == 2 and len(watch.ask("designations")) == 3
        yield watch


def test_a_text_edited_in_place_is_seen_by_the_sweep_alone_and_is_one_announcement(watch) -> None:
    watch.later(1, deep=True)
    before, told = watch.standing(), watch.told()
    watch.show(replace(FINAL, body=FINAL.body + "<p>联系电话：示例</p>"), PROPOSAL)
    assert watch.later().new == 0
    assert watch.later(7, deep=True).new == 1
    assert (watch.standing(), watch.told()) == (before, told)
    assert len(watch.ask("announcements")) == 2 and len(watch.ask("sightings")) == 2


def test_a_window_edited_in_place_is_told_as_corrected(watch) -> None:
    watch.later(1, deep=True)
    watch.show(FINAL, replace(PROPOSAL, body=PROPOSAL.body.replace("1月5日", "1月9日")))
    assert watch.later(7, deep=True).new == 1
    kinds = [change["kind"] for change in watch.ask("changes")]
    assert kinds.count("corrected") == 1 and len(watch.ask("designations")) == 3


def test_a_file_exchanged_in_place_is_seen_by_the_sweep_alone(watch) -> None:
    watch.later(1, deep=True)
    other = replace(PROPOSAL, attachments=(Attached("附件.xlsx", lambda: b"PK-shili-2"),))
    watch.show(FINAL, other)
    assert watch.later().new == 0
    assert watch.later(7, deep=True).new == 1


def test_a_title_or_date_changed_under_the_same_address_is_seen_by_the_poll(watch) -> None:
    before, told = watch.standing(), watch.told()
    watch.show(replace(FINAL, title=FINAL.title + "（更新）"), PROPOSAL)
    assert watch.later().new == 1
    assert watch.standing() == before
    assert [one for one in watch.told() if one not in told and one[0] != "corrected"] == []
    assert len(watch.ask("announcements")) == 2


def test_a_withdrawn_notice_is_gone_where_it_was_seen_and_ends_nothing(watch) -> None:
    before, told = watch.believed(), watch.told()
    watch.show(PROPOSAL)
    assert watch.later(7, deep=True).state is SourceState.OK
    gone = {row["title"]: row["gone_at"] for row in watch.ask("sightings")}
    assert gone == {FINAL_2022: watch.now, PROPOSAL_2022: None}
    assert (watch.believed(), watch.told()) == (before, told)
    watch.show(FINAL, PROPOSAL)
    watch.later(7, deep=True)
    assert {row["gone_at"] for row in watch.ask("sightings")} == {None}
    assert (watch.believed(), watch.told()) == (before, told)


def test_a_notice_published_again_under_a_new_id_is_one_announcement_told_once(watch) -> None:
    before, told = watch.believed(), watch.told()
    watch.show(replace(FINAL, key="final-again"), PROPOSAL)
    assert watch.later().new == 1
    assert len(watch.ask("announcements")) == 2
    assert (watch.believed(), watch.told()) == (before, told)
    assert len(watch.ask("sightings")) == 3


def test_a_notice_posted_late_with_an_old_date_is_found_by_the_sweep_and_is_news(watch) -> None:
    day = BEGUN - timedelta(days=40)
    late = replace(PROPOSAL, key="late", title=PROPOSAL_2022.replace("2022", "2021"), published=day,
                   body=PROPOSAL.body.replace("2022年12月29日", "2022年11月10日").replace("2023年1月5日", "2022年11月20日"))  # fmt: skip
    watch.later(1, deep=True)
    watch.show(FINAL, PROPOSAL, late)
    assert watch.later().new == 0
    assert watch.later(7, deep=True).new == 1
    (found,) = (row for row in watch.ask("announcements") if "2021" in str(row["title"]))
    assert found["backfill"] is False


def test_what_the_first_sweep_finds_behind_the_first_page_is_history(watch) -> None:
    old = replace(PROPOSAL, key="old", title=PROPOSAL_2022.replace("2022", "2021"), published=BEGUN - timedelta(days=40),
                  body=PROPOSAL.body.replace("2022年12月29日", "2022年11月10日").replace("2023年1月5日", "2022年11月20日"))  # fmt: skip
    watch.show(FINAL, PROPOSAL, old)
    watch.later(1, deep=True)
    (found,) = (row for row in watch.ask("announcements") if "2021" in str(row["title"]))
    assert found["backfill"] is True


def test_a_site_with_new_addresses_throughout_is_said_once_and_is_no_news(watch) -> None:
    before, told = watch.believed(), watch.told()
    watch.web.set_fault("shili", Fault.RENUMBERED)
    moved = watch.later()
    assert (moved.state, moved.complete) == (SourceState.CHANGED, True) and "new addresses" in moved.reason
    assert watch.later().state is SourceState.OK
    swept = watch.later(7, deep=True)
    assert (watch.believed(), watch.told()) == (before, told)
    assert len(watch.ask("announcements")) == 2 and swept.state is SourceState.OK


FIRST = (
    (Fault.ITEM_DELETED, Where.ALL), (Fault.EMPTY, Where.ALL), (Fault.ENDLESS, Where.ALL), (Fault.STICKY, Where.ALL),
    (Fault.GONE_404, Where.PAGE), (Fault.MAINTENANCE_200, Where.PAGE), (Fault.ERROR_PAGE_200, Where.PAGE),
)  # fmt: skip
"""What most looks as if something had ended; the rest of the faults only where all tests are run."""

REST = [
    pytest.param(fault, where, marks=pytest.mark.slow)
    for fault in (
        Fault.DUPLICATE_ROW, Fault.FUTURE_DATE, Fault.PAGE_IGNORED, Fault.FORBIDDEN, Fault.SOFT_404, Fault.REDESIGNED,
        Fault.LOGIN_200, Fault.STUB_PAGES, Fault.GBK_AS_UTF8, Fault.LYING_VALIDATORS, Fault.DYNAMIC, Fault.COOKIE_SHELL,
        Fault.REDIRECT_LOOP, Fault.BAD_GATEWAY, Fault.TRUNCATED, Fault.SCHEMES_MIXED, Fault.GONE_404,
    )
    for where in (Where.ALL, Where.PAGE)
]  # fmt: skip


@pytest.mark.parametrize(("fault", "where"), [*FIRST, *REST], ids=str)
def test_nothing_a_site_does_ends_a_title_or_is_told_of_one(watch, fault, where) -> None:
    before, told = watch.believed(), watch.told()
    watch.web.set_fault("shili", fault, where=where)
    watch.later(7, deep=True)
    watch.later()
    watch.web.clear_faults()
    watch.later(7, deep=True)
    assert (watch.believed(), watch.told()) == (before, told)
    assert len(watch.ask("announcements")) == 2


def test_a_ledger_built_again_from_the_archive_knows_what_left_and_what_was_edited(watch) -> None:
    watch.later(1, deep=True)
    watch.show(replace(PROPOSAL, body=PROPOSAL.body.replace("1月5日", "1月9日")))
    watch.later(7, deep=True)
    watch.web.set_fault("shili", Fault.RENUMBERED)
    watch.later()
    views = (*BELIEVED, "announcements", "sightings", "changes", "sources", "fetches", "reviews")
    before = {view: watch.ask(view) for view in views}
    assert [row["gone_at"] is not None for row in before["sightings"]].count(True) == 1
    watch.house.places.warehouse.unlink()
    asyncio.run(run_rest(watch.house, DirectRunner()))
    assert {view: watch.ask(view) for view in views} == before


def test_a_deep_poll_is_a_word_of_the_command_line(watch, monkeypatch, capsys) -> None:
    config = watch.folder / "config"
    (config / "sources").mkdir(parents=True)
    url = watch.web.list_url("shili")
    (config / "sources" / "shili.yaml").write_text(
        f"title: 示例\npublisher: 工业和信息化部\nlevel: national\nlist: {{kind: trs, url: '{url}'}}\nallow_private: true\ndelay: 0\n"
    )
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    watch.web.forget_requests()
    now = (watch.now + timedelta(days=7)).isoformat()
    assert main(["--home", str(watch.folder), "--config", str(config), "--now", now, "poll", "--deep"]) == 0
    assert "1 sources polled" in capsys.readouterr().out
    asked = [seen.asked.path for seen in watch.web.requests]
    assert [path for path in asked if "index" in path] == [f"/tzgg/index{n}.html" for n in ("", "_1", "_2")]
    assert FORM.page_path(FINAL) in asked
