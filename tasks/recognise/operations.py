"""What a notice does to which cohort: one operation for each list it promises (semantics, 4).

``公布第四批…及通过复核的第一批…`` is a designation of 第四批 and a review of 第一批; a call that invites both is two calls.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from config.models import Programme
from tasks.recognise.cohort import FoundCohort, find_cohorts, name_cohort, preferred
from tasks.recognise.notice import Stage
from tasks.recognise.stage import REVIEW_OF
from tasks.recognise.text import sentences

_REVIEW = re.compile(r"复核|复审|复评|复查")
_AND = re.compile(r"以及|暨|及|和|与|并|、|\+|,|;")
_QUOTED = re.compile(r"《[^》]{0,200}》")
_MOST_SENTENCES, _MOST_COHORTS, _LONGEST = 200, 24, 2000
_NO_COHORT = frozenset({Stage.RULES, Stage.REPEAL})


@dataclass(frozen=True, slots=True)
class Operation:
    """What is done to one cohort; a null cohort is one the papers do not name."""

    stage: Stage
    cohort: str | None


def find_operations(title: str, body: str, *, stage: Stage, programme: Programme) -> tuple[Operation, ...]:
    """Find the operations of a notice, in the order of its title; at least one.

    Cohorts come from the title; where it names none, or a review without its cohort, from the first sentences of
    the text that name some.
    """
    if stage in _NO_COHORT:
        return (Operation(stage, None),)
    operations = read_operations(title, stage=stage, programme=programme)
    lines = sentences(_QUOTED.sub("", body))[:_MOST_SENTENCES]
    if stage in REVIEW_OF and not any(_is_review(one.stage) for one in operations):
        operations = _told_in_full(operations, lines, stage=stage, programme=programme)
    if not operations or any(_is_weak(one, programme) for one in operations):
        operations = _fill_from_text(operations, lines, stage=stage, programme=programme)
    return operations or (Operation(_review_of(stage) if _REVIEW.search(title) else stage, None),)


def _told_in_full(
    operations: tuple[Operation, ...], lines: list[str], *, stage: Stage, programme: Programme
) -> tuple[Operation, ...]:
    """A headline may name only the new batch where a sentence names the new and the re-evaluated ones."""
    for line in lines if operations else ():
        said = read_operations(line, stage=stage, programme=programme)
        if set(operations) < set(said) and all(one.cohort for one in said):
            return said
    return operations


def _is_weak(one: Operation, programme: Programme) -> bool:
    """A missing cohort, or a mere year where the programme counts by batches, may be told better by the text."""
    return one.cohort is None or (programme.cohort == "batch" and "批" not in one.cohort)


def _fill_from_text(
    operations: tuple[Operation, ...], lines: list[str], *, stage: Stage, programme: Programme
) -> tuple[Operation, ...]:
    """Replace weak operations by those that the first fitting sentence of the text names."""
    wanted = {_is_review(one.stage) for one in operations if _is_weak(one, programme)} or {False}
    found: dict[bool, list[Operation]] = {}
    for line in lines:
        said = [
            one
            for one in read_operations(line, stage=stage, programme=programme)
            if not _is_weak(one, programme)
        ]
        for review in wanted - found.keys():
            named = [one for one in said if _is_review(one.stage) is review]
            if named:
                found[review] = named
    kept = [one for one in operations if _is_review(one.stage) not in found]
    return (*found.get(False, []), *(one for one in kept if not _is_review(one.stage)),
            *found.get(True, []), *(one for one in kept if _is_review(one.stage)))  # fmt: skip


def programme_cohorts(text: str, programme: Programme) -> list[FoundCohort]:
    """Find the cohorts of a text that the programme counts by."""
    return preferred(find_cohorts(text), programme)


def read_operations(text: str, *, stage: Stage, programme: Programme) -> tuple[Operation, ...]:
    """Read the operations of one title or heading, each once, new cohorts before reviewed ones."""
    found: dict[Operation, None] = {}
    text = text[:_LONGEST]
    cohorts = programme_cohorts(text, programme)[:_MOST_COHORTS]
    for at, cohort in enumerate(cohorts):
        segment = _segment(text, cohorts, at)
        reviewed = bool(_REVIEW.search(segment))
        found[Operation(_review_of(stage) if reviewed else stage, name_cohort(cohort, programme))] = None
    if found and _REVIEW.search(text) and not any(_is_review(one.stage) for one in found):
        found[Operation(_review_of(stage), None)] = None
    return tuple(sorted(found, key=lambda one: _is_review(one.stage)))


def _segment(text: str, cohorts: list[FoundCohort], at: int) -> str:
    """Cut the part of a title that belongs to one cohort; cohorts side by side (第一批、第四批) share theirs."""
    first = last = at
    while first > 0 and _side_by_side(text, cohorts[first - 1], cohorts[first]):
        first -= 1
    while last + 1 < len(cohorts) and _side_by_side(text, cohorts[last], cohorts[last + 1]):
        last += 1
    before = text[cohorts[first - 1].end if first else 0 : cohorts[first].start]
    after = text[cohorts[last].end : cohorts[last + 1].start if last + 1 < len(cohorts) else len(text)]
    return (
        (_last_part(before) if first else before)
        + text[cohorts[first].start : cohorts[last].end]
        + _first_part(after)
    )


def _side_by_side(text: str, one: FoundCohort, other: FoundCohort) -> bool:
    """Tell whether two cohorts share what is said of them (第一批、第四批; 第一、四批)."""
    return other.start <= one.end or bool(_AND.fullmatch(text[one.end : other.start]))


def _last_part(between: str) -> str:
    """What stands after the last conjunction belongs to the cohort that follows."""
    cuts = [found.end() for found in _AND.finditer(between)]
    return between[cuts[-1] :] if cuts else ""


def _first_part(between: str) -> str:
    cuts = [found.start() for found in _AND.finditer(between)]
    return between[: cuts[-1]] if cuts else between


def _review_of(stage: Stage) -> Stage:
    return REVIEW_OF.get(stage, stage)


def _is_review(stage: Stage) -> bool:
    return stage in REVIEW_OF.values()
