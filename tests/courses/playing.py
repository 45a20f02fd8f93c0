"""Play a course through the real archive, readers, recognition and warehouse, and say what is then believed.

What is believed is said in lines, so that a course's file can be read beside it and a difference names itself.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from config.load import load_configuration
from config.models import Configuration, Decision, Deliver, Subscription
from tasks.archive.records import Attachment, Capture
from tests.courses.written import Course, Step
from tests.tasks.ingest.conftest import SHIPPED, Desk
from tests.tasks.recognise.cases import programmes as of_the_golden_announcements

PARTS = (
    "designations",
    "changes",
    "notes",
    "reviews",
    "announcements",
    "coverage",
    "findings",
    "names",
    "as_of",
)
"""What ``expect`` may say. Each is given in full, but ``changes``: those since they were last asked for.

``notes`` are those to readers who were told the wrong thing.
"""


@dataclass
class Play:
    """One course on a desk of its own; ``shelf`` keeps what was read for every other play of the same bodies."""

    course: Course
    desk: Desk
    told: set[str] = field(default_factory=set)
    captures: int = 0

    def before(self) -> None:
        """Let every source have been polled in full the day before the first step, so that what comes is news."""
        self.desk.now = self.course.steps[0].at - timedelta(days=1)
        for source_id in self.course.sources:
            self.desk.poll(source_id)
        self.desk.ingest()

    def arrive(self, step: Step, *, url: str = "") -> None:
        """Put a step's document into the archive and the log, as a poll would at the desk's instant."""
        self.captures += 1
        hashes = [self.desk.archive.bodies.put(one.body) for one in step.bodies]
        page, *files = step.bodies
        attachments = tuple(
            Attachment(one.name, one.url, sha256) for one, sha256 in zip(files, hashes[1:], strict=True)
        )
        at, id_ = self.desk.now, f"c{self.captures}"
        said = Capture(
            id_, step.source_id, url or page.url, "", None, "", at, hashes[0], "text/html", attachments
        )
        self.desk.archive.log.append(said)

    def take(self, step: Step) -> None:
        """Let one step happen."""
        self.desk.now = step.at
        if step.bodies:
            self.arrive(step)
        if step.decides:
            self.decide(step)
        self.desk.ingest()

    def decide(self, step: Step) -> None:
        """Answer the one open question of a kind."""
        said = step.decides
        asked = [r for r in self.desk.ask("reviews") if r["decided_at"] is None and r["kind"] == said["kind"]]
        (one,) = (r for r in asked if said.get("reason", "") in str(r["reason"]))
        about = {"id": one["review_id"], "kind": one["kind"], "about": one["about"]}
        answer = Decision(
            decided=said["decided"], by="示例", on=self.desk.now, rows=said.get("rows"), **about
        )  # type: ignore[arg-type]  # a row
        self.desk.decide(*self.desk.configuration.decisions, answer)

    def said(self, expect: Mapping[str, Any]) -> dict[str, list[str]]:
        """Say what is believed now of all that is asked for."""
        return {part: self._said(part, expect[part]) for part in PARTS if part in expect}

    def _said(self, part: str, wanted: Sequence[Any]) -> list[str]:
        if part == "as_of":
            return [self._as_of(one) for one in wanted]
        return sorted(getattr(self, f"_{part}")())

    def _designations(self) -> list[str]:
        keys = ("name", "programme_id", "cohort", "category", "status", "valid_from", "valid_to")
        return [_line(row[key] for key in keys) for row in self.desk.ask("designations")]

    def _changes(self) -> list[str]:
        owed = {row["change_id"] for row in self.desk.ask("alerts")}
        lines = []
        for row in self.desk.ask("changes"):
            if str(row["change_id"]) not in self.told:
                self.told.add(str(row["change_id"]))
                heard = "told" if row["change_id"] in owed else "backfill" if row["backfill"] else "quiet"
                about = row["name"] or row["title"]
                lines.append(_line((row["kind"], about, row["cohort"], row["effective_on"], heard)))
        return lines

    def _notes(self) -> list[str]:
        notes = [json.loads(str(row["note"])) for row in self.desk.ask("alerts") if row["note"] is not None]
        return [
            _line((note["kind"], note["source_title"], one["kind"], one["said"], one["true"]))
            for note in notes
            for one in note["differs"]
        ]

    def _reviews(self) -> list[str]:
        waiting = (row for row in self.desk.ask("reviews") if row["decided_at"] is None)
        return [_line((row["kind"], row["reason"])) for row in waiting]

    def _announcements(self) -> list[str]:
        keys = ("title", "stage", "cohort", "doc_number", "origin", "state")
        titles = {row["announcement_id"]: row["doc_number"] for row in self.desk.ask("announcements")}
        lines = []
        for row in self.desk.ask("announcements"):
            more = [f"repealed by {titles[row['repealed_by']]}"] if row["repealed_by"] else []
            more += ["part"] if row["part_of"] else []
            lines.append(_line([*(row[key] for key in keys), *more]))
        return lines

    def _coverage(self) -> list[str]:
        keys = ("programme_id", "cohort", "stage", "region")
        rows = self.desk.ask("coverage")
        return [
            _line(
                [*(r[k] for k in keys), f"{r['known']} of {r['stated']}", "whole" if r["whole"] else "open"]
            )
            for r in rows
        ]

    def _findings(self) -> list[str]:
        with self.desk.store() as store:
            rows = store.connection.execute("select kind, said, believed from ledger.finding").fetchall()
        return [_line(row) for row in rows]

    def _names(self) -> list[str]:
        return [_line([row["name"], *row["other_names"]]) for row in self.desk.ask("subjects")]  # type: ignore[misc]  # a list

    def _as_of(self, wanted: Mapping[str, Any]) -> str:
        """Say who held a title on a day as known at an instant."""
        with self.desk.store() as store:
            rows = store.connection.execute(
                "select name from designations_as_of(?, ?) order by name", [wanted["day"], wanted["known"]]
            ).fetchall()
        return _line([f"{wanted['day']} known {wanted['known']}", *(row[0] for row in rows)])


def _line(parts: Any) -> str:
    return " | ".join("-" if part is None else str(part) for part in parts)


def begin(course: Course, folder: Path, shelf: Path) -> Play:
    """Set a desk for a course in an empty folder: shipped programmes without their expectations, and its own."""
    folder.mkdir(parents=True)
    shelf.mkdir(parents=True, exist_ok=True)
    (folder / "shelf").symlink_to(shelf)
    told = Subscription(id="shili", title="示例", deliver=(Deliver(to="json://127.0.0.1:1/"),))
    shipped = load_configuration(SHIPPED).programmes
    known = {**of_the_golden_announcements(), **shipped, **course.programmes}
    programmes = {id_: one.model_copy(update={"expect": None}) for id_, one in known.items()}
    configuration = Configuration(
        sources=course.sources, programmes=programmes, subscriptions={"shili": told}
    )
    return Play(course, Desk(folder, configuration))


def play_in_order(course: Course, folder: Path, shelf: Path) -> tuple[Play, list[str]]:
    """Play a course as it is told; say where, after which step, something else is believed than expected."""
    play = begin(course, folder, shelf)
    play.before()
    wrong: list[str] = []
    for step in course.steps:
        play.take(step)
        said = play.said(step.expect)
        for part, wanted in step.expect.items():
            wrong += [
                f"{step.name}, {part}: {line}" for line in different(said[part], lines_of(part, wanted))
            ]
    return play, wrong


def lines_of(part: str, wanted: Sequence[Any]) -> list[str]:
    """Give the lines that a part of ``expect`` wants."""
    if part != "as_of":
        return [str(line) for line in wanted]
    return [_line([f"{one['day']} known {one['known']}", *one["holders"]]) for one in wanted]


def different(said: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Say which lines are missing and which are too many; ``N x 示例`` stands for so many made-up names."""
    left, missing = Counter(said), []
    for line in (line for line in wanted if not _many(line)):
        if left[line]:
            left[line] -= 1
        else:
            missing.append(f"missing {line}")
    counted = {line.split(" x ", 1)[1]: int(line.split(" x ", 1)[0]) for line in wanted if _many(line)}
    found = Counter(_grouped(line) for line in left.elements())
    missing += [
        f"{found[line]} of {number} x {line}" for line, number in counted.items() if found[line] != number
    ]
    return missing + [f"too much {line}" for line in left.elements() if _grouped(line) not in counted]


def _many(line: str) -> bool:
    number, _, rest = line.partition(" x ")
    return number.isdigit() and bool(rest)


def _grouped(line: str) -> str:
    """Put 示例 for the made-up name of a line."""
    return " | ".join("示例" if part.startswith("示例") else part for part in line.split(" | "))


def play_otherwise(play: Play, folder: Path, steps: Sequence[Step]) -> Play:
    """Play the documents of a course in another order, one an hour after its end, with what was decided by then."""
    other = begin(play.course, folder, (play.desk.folder / "shelf").resolve())
    last = play.course.steps[-1].at
    for no, step in enumerate(steps):
        other.desk.now = last + timedelta(hours=no)
        other.arrive(step)
    end = last + timedelta(hours=len(steps))
    other.desk.decide(*(one.model_copy(update={"on": end}) for one in play.desk.configuration.decisions))
    other.desk.now = end + timedelta(minutes=1)
    other.desk.ingest()
    return other


def again(play: Play) -> Play:
    """Let the last document of every address arrive once more at the end: at its own address, and at another."""
    play.desk.now += timedelta(hours=1)
    for step in {step.bodies[0].url: step for step in play.course.documents}.values():
        play.arrive(step)
        play.arrive(step, url=f"{step.bodies[0].url}?again")
    play.desk.ingest()
    return play


def copy_of(play: Play, folder: Path) -> Play:
    """Give a play its own copy of archive and warehouse."""
    shutil.copytree(play.desk.folder, folder, symlinks=True)
    desk = Desk(folder, play.desk.configuration, play.desk.now)
    return replace(play, desk=desk, told=set(play.told))
