"""Golden courses of events, end to end: what is believed, and that order, repetition and a rebuild change none of it."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.courses.playing import Play, again, copy_of, play_in_order, play_otherwise
from tests.courses.written import TOLD, Course, Step, courses, load

EVERYTHING = (
    "announcements", "lists", "sightings", "list_rows", "subjects", "designations", "designation_history", "coverage",
    "changes", "deadlines", "reviews",
)  # fmt: skip
ANY_ORDER = {
    "designations": (),
    "holders": (),
    "coverage": (),
    "announcements": ("first_seen_at", "backfill"),
}
"""What is the same in any order of arrival, without when it became known (semantics, 22)."""
ONCE = (
    "lists",
    "list_rows",
    "subjects",
    "designations",
    "designation_history",
    "coverage",
    "changes",
    "deadlines",
    "alerts",
)
FEW, SOME = 4, 6


@dataclass
class Played:
    """A course that was played as it is told, and where it differed from what was expected."""

    play: Play
    wrong: list[str]
    folder: Path


_PLAYED: dict[str, Played] = {}


@pytest.fixture(params=[pytest.param(one, marks=pytest.mark.xdist_group(one)) for one in courses()])
def played(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Each course, played once for all its tests."""
    id_ = request.param
    if id_ not in _PLAYED:
        folder = tmp_path_factory.mktemp(id_)
        _PLAYED[id_] = Played(
            *play_in_order(load(TOLD / f"{id_}.yaml"), folder / "told", folder / "read"), folder
        )
    return _PLAYED[id_]


def rows(play: Play, view: str, without: Sequence[str] = ()) -> list[str]:
    """Give the rows of a view without some columns; ``holders`` are the subjects that have, had or were put up for titles."""
    if view == "holders":
        named = {row["subject_id"] for row in play.desk.ask("designations")}
        return sorted(str(row) for row in play.desk.ask("subjects") if row["subject_id"] in named)
    return sorted(str({k: v for k, v in row.items() if k not in without}) for row in play.desk.ask(view))


def assert_same(found: Play, wanted: Play, views: Mapping[str, Sequence[str]]) -> None:
    """Compare views without some columns, and name the rows that differ."""
    for view, without in views.items():
        mine, theirs = rows(found, view, without), rows(wanted, view, without)
        differing = [f"missing {row}" for row in theirs if row not in mine] + [
            f"too much {row}" for row in mine if row not in theirs
        ]
        assert differing == [], view
        assert len(mine) == len(theirs), view


def other_orders(course: Course) -> list[tuple[Step, ...]]:
    """Every other order of few documents, some of many by one seed; the reverse first."""
    told = course.documents
    if len(told) <= FEW:
        every = [order for order in itertools.permutations(told) if order != told]
        return sorted(every, key=lambda order: order != told[::-1])
    dice = random.Random(len(told))
    return [told[::-1], *(tuple(dice.sample(told, len(told))) for _ in range(SOME - 1))]


def assert_any_order(played: Played, orders: Sequence[tuple[Step, ...]], name: str) -> None:
    """Compare with the course as it is told, all known at the end."""
    for no, order in enumerate(orders):
        other = play_otherwise(played.play, played.folder / f"{name}-{no}", order)
        assert_same(other, played.play, ANY_ORDER)


def test_what_is_believed_is_what_was_expected(played: Played) -> None:
    assert played.wrong == []


def test_nobody_is_told_a_thing_twice(played: Played) -> None:
    keys = ("change_id", "deadline_id", "note", "subscription_id", "channel")
    told = [tuple(row[key] for key in keys) for row in played.play.desk.ask("alerts")]
    assert len(told) == len(set(told))


def test_a_rebuild_gives_the_same_to_the_last_row(played: Played, tmp_path: Path) -> None:
    rebuilt = copy_of(played.play, tmp_path / "rebuilt")
    rebuilt.desk.rebuild()
    assert_same(rebuilt, played.play, dict.fromkeys(EVERYTHING, ()))


def test_every_document_arriving_again_changes_nothing(played: Played, tmp_path: Path) -> None:
    after = again(copy_of(played.play, tmp_path / "again"))
    assert_same(after, played.play, dict.fromkeys(ONCE, ()))


def test_the_reverse_order_leaves_the_same_holders_and_ids(played: Played) -> None:
    if not played.play.course.one_order:
        assert_any_order(played, other_orders(played.play.course)[:1], "reverse")


@pytest.mark.slow
def test_any_order_leaves_the_same_holders_and_ids(played: Played) -> None:
    if not played.play.course.one_order:
        assert_any_order(played, other_orders(played.play.course)[1:], "any")
