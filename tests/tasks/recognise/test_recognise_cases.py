"""Every golden announcement, from its bytes to the gate's word: what is expected was read in full, and stands beside it."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.cases.reading import as_data, differences, run_case
from tests.cases.rendering.render import lacking, programs_of
from tests.cases.written import expected, folders, load

FOLDERS = folders()


def _marks(folder: Path) -> list[pytest.MarkDecorator]:
    case = load(folder)
    programs = programs_of(case)
    return [
        *([pytest.mark.slow] if case.needs_outside else []),
        *([pytest.mark.needs(*programs)] if programs else []),
        *(
            [pytest.mark.skip(reason=f"{lacking(case)} not installed")]
            if lacking(case) and not programs
            else []
        ),
    ]


MARKED = [pytest.param(one, id=one.name, marks=_marks(one)) for one in FOLDERS]
QUICK = [one for one in FOLDERS if not load(one).needs_outside and not lacking(load(one))]


@pytest.mark.parametrize("folder", MARKED)
def test_an_announcement_is_read_as_expected(folder: Path) -> None:
    said = expected(folder)
    found = differences(said, as_data(run_case(folder)))
    if "known" in said:
        assert found, f"it is read right now: take out the line known: {said['known']}"
        pytest.xfail(said["known"])
    assert not found


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_case_says_where_its_facts_come_from(folder: Path) -> None:
    assert len(load(folder).provenance) >= 8


def test_there_are_enough_cases_to_mean_something() -> None:
    held = [
        one
        for one in map(expected, FOLDERS)
        if isinstance(one.get("gate"), list) or one["outcome"] == "Unsettled"
    ]
    assert len(FOLDERS) >= 120 and len(held) >= 40


def test_a_case_is_read_the_same_in_any_order_and_any_number_of_times() -> None:
    some = QUICK[::5]
    first = {one: run_case(one) for one in some}
    again = random.Random(4).sample(some * 2, len(some) * 2)
    assert all(run_case(one) == first[one] for one in again)


def test_children_side_by_side_read_a_case_the_same() -> None:
    some = QUICK[::6]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(run_case, [*some, *reversed(some)]))
    assert together == [run_case(one) for one in [*some, *reversed(some)]]
