"""What could not be read for want of a program is read as soon as the program is there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from config.regions import load_regions
from tasks.archive.records import Capture
from tasks.ingest.ingest import IngestReport, ingest, pending_captures
from tasks.ingest.reading import Reading, read_capture
from tasks.ingest.shelf import Shelf
from tasks.ledger.gate import Unread
from tasks.read.office import libreoffice
from tasks.read.packed import packed_rar
from tasks.read.programs import PROGRAMS, Program, is_here, lacked_in
from tests.tasks.ingest.conftest import Desk
from tests.tasks.ingest.pages import clusters, final
from tests.tasks.ingest.test_ingest import DECIDED_ON, watch


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH of one empty folder."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def install(path: Path, command: str = "unar") -> None:
    (path / command).write_text("#!/bin/sh\n", encoding="utf-8")
    (path / command).chmod(0o755)


def take(desk: Desk, lacks: str = "unar") -> IngestReport:
    """Ingest with a reader that needs a program for one of a page's parts."""

    def read(capture: Capture) -> Reading:
        source = desk.configuration.sources[capture.source_id]
        reading = read_capture(capture, source, archive=desk.archive, shelf=Shelf(desk.folder / "shelf"))
        if is_here(lacks):
            return reading
        return replace(
            reading, unread=(Unread(f"附件.rar: the program {lacks} is not installed: apt-get install it"),)
        )

    with desk.store() as store:
        return ingest(store, desk.archive, desk.configuration, load_regions(), read=read, now=desk.now)


def waiting(desk: Desk) -> tuple[int, list[object]]:
    """How many captures wait for a program, and how the announcements stand."""
    with desk.store() as store:
        wanting = store.rows("captures_wanting")
    return len(wanting), [row["state"] for row in desk.ask("announcements")]


def test_a_list_held_for_a_program_is_read_and_told_once_it_is_installed(desk: Desk, path: Path) -> None:
    watch(desk)
    desk.now = DECIDED_ON
    desk.page("shili-miit", final("甲", "乙"))
    take(desk)
    assert waiting(desk) == (1, ["held"]) and not take(desk).outcomes
    install(path)
    desk.later(days=1)
    assert take(desk).outcomes == {"accepted": 1}
    assert waiting(desk) == (0, ["accepted"]) and not take(desk).outcomes
    assert [row["decision"] for row in desk.ask("reviews")] == ["settled"] and len(desk.ask("alerts")) == 2


def test_another_program_changes_nothing(desk: Desk, path: Path) -> None:
    desk.page("shili-miit", final("甲", "乙"))
    take(desk)
    install(path, "soffice")
    assert not take(desk).outcomes and waiting(desk) == (1, ["held"])


def test_what_waits_is_among_what_the_next_ingest_reads(desk: Desk, path: Path) -> None:
    capture = desk.page("shili-miit", final("甲", "乙"))
    take(desk)
    with desk.store() as store:
        assert pending_captures(store, desk.archive) == []
        install(path)
        assert [one.capture_id for one in pending_captures(store, desk.archive)] == [capture.capture_id]


def test_a_later_edition_of_the_page_is_not_undone_by_the_earlier_one(desk: Desk, path: Path) -> None:
    url = "https://shili-miit.example/1.html"
    desk.page("shili-miit", final("甲", "乙"), url=url)
    take(desk)
    install(path)
    desk.later(days=1)
    desk.page("shili-miit", final("甲", "丙"), url=url)
    take(desk)
    assert [row["name"] for row in desk.ask("list_rows")] == clusters("甲", "丙")
    assert not take(desk).outcomes


def test_a_persons_word_on_it_stands(desk: Desk, path: Path) -> None:
    desk.page("shili-miit", final("甲", "乙"))
    take(desk)
    desk.answer(rows=({"list_no": "1", "name": clusters("丙")[0]},))
    take(desk)
    install(path)
    assert not take(desk).outcomes and [row["name"] for row in desk.ask("list_rows")] == clusters("丙")


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_a_program_is_here_when_one_of_its_commands_is_on_the_path(path: Path, program: Program) -> None:
    assert not program.is_here
    install(path, program.commands[-1])
    assert program.is_here and is_here(program.name)


def test_what_readers_say_of_a_missing_program_is_understood() -> None:
    said = [f"附件.doc: {libreoffice.MISSING}", f"附件.rar: {packed_rar.MISSING}"]
    assert lacked_in(said) == tuple(program.name for program in PROGRAMS)
    assert lacked_in(["附件.doc: LibreOffice could not open it"]) == ()
