"""What a notice as a whole says of its lists."""

from __future__ import annotations

from dataclasses import dataclass

from config.models import Programme
from tasks.recognise.notice import Stage
from tasks.recognise.operations import Operation
from tasks.recognise.papers import Papers
from tasks.recognise.rows import Place
from tasks.recognise.stage import REVIEW_OF

REVIEWS = frozenset(REVIEW_OF.values())
"""The stages that re-evaluate."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the notice as a whole says of its lists; ``above`` is the national programme rows may be recommended to."""

    papers: Papers
    stage: Stage
    operations: tuple[Operation, ...]
    programme: Programme
    place: Place
    above: Programme | None = None
