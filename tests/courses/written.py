"""A golden course of events as it is written down: documents, days and decisions in order, and what is then believed.

One file a course under ``told``. A document is written as in the golden announcements (``tests/cases``): a page, its
attachments, and the source it was seen at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from config.clock import CHINA
from config.models import Programme, Source
from tests.cases.rendering.render import render
from tests.cases.written import Case, case_of
from tests.tasks.ingest.conftest import source

TOLD = Path(__file__).parent / "told"
TEN = time(10, tzinfo=CHINA)
KNOWN = {
    "miit": ("national", "工业和信息化部", "全国"),
    "sd": ("province", "山东省工业和信息化厅", "山东省"),
    "relay": ("relay", "示例网", "全国"),
    "relay-2": ("relay", "示例日报", "全国"),
}
"""Sources that a course need not describe: level, publisher, region."""


@dataclass(frozen=True, slots=True)
class Body:
    """One body of a document as it arrives: printed name (empty for the page), address, bytes."""

    name: str
    url: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Step:
    """What happens at an instant: a document arrives, a person decides, or a day passes; then what is believed.

    ``bodies`` are empty where no document arrives. ``decides`` says which open question is answered, and how.
    """

    name: str
    at: datetime
    source_id: str
    bodies: tuple[Body, ...]
    decides: Mapping[str, Any]
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Course:
    """One course; ``programmes`` are those that are watched nowhere else. ``one_order`` says why its documents may arrive in no other order, empty where they may."""

    id: str
    sources: dict[str, Source]
    programmes: dict[str, Programme]
    steps: tuple[Step, ...]
    one_order: str = ""

    @property
    def documents(self) -> tuple[Step, ...]:
        """The steps that bring a document."""
        return tuple(step for step in self.steps if step.bodies)


def courses() -> list[str]:
    """Return the ids of all courses, in order."""
    return sorted(path.stem for path in TOLD.glob("*.yaml"))


@cache
def load(path: Path) -> Course:
    """Read one course; its bodies are made once, for a workbook holds the instant it was made at."""
    said = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    sources = {id_: source(id_, *known) for id_, known in KNOWN.items()}
    for id_, one in said.get("sources", {}).items():
        sources[id_] = source(id_, one["level"], one["publisher"], one.get("region", "全国"))
    steps = tuple(_step(one, no, path.parent) for no, one in enumerate(said["steps"], start=1))
    own = [Programme(**one) for one in said.get("programmes", ())]
    return Course(path.stem, sources, {one.id: one for one in own}, steps, said.get("one_order", ""))


def _step(said: Mapping[str, Any], no: int, folder: Path) -> Step:
    at = said["at"]
    at = at if isinstance(at, datetime) else datetime.combine(_day(at), TEN)
    at = at if at.tzinfo else at.replace(tzinfo=CHINA)
    source_id = said.get("source", "")
    bodies = _bodies(said, f"https://{source_id}.example/{no}.html", folder) if "page" in said else ()
    return Step(said["step"], at, source_id, bodies, said.get("decide", {}), said.get("expect", {}))


def _day(said: date | str) -> date:
    return said if isinstance(said, date) else date.fromisoformat(said)


def _bodies(said: Mapping[str, Any], url: str, folder: Path) -> tuple[Body, ...]:
    case: Case = case_of({"provenance": "", "source": {}, **said}, folder)
    if case.page is None:
        raise ValueError(f"{folder}: a document of a course has a page")
    url = case.page.url or url
    attached = (
        Body(one.name, f"{url}/{no}.{one.form}", render(one))
        for no, one in enumerate(case.attachments, start=1)
    )
    return (Body("", url, render(case.page, case.attachments)), *attached)
