"""What persons answered about endings, and which later questions an answer still covers (semantics, 15).

A question's id is made of whom it is about, so it is another one as soon as somebody else is silent or matches nobody.
An answer holds for every question of the same notice and ending that asks about nobody new: whom later knowledge settles
drops out of the question, and for the others nothing has changed. With one more silent, or one more name that may be one
of them, it is a new question.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tasks.ledger.course import Question
from tasks.ledger.ids import make_id

ENDINGS = "endings"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said to a question: ``end`` true, the silent end; false, they keep their title."""

    announcement_id: str
    kind: str
    silent: frozenset[str]
    unmatched: frozenset[str]
    end: bool

    def covers(self, question: Question) -> bool:
        """Say whether a question asks nothing that was not asked then."""
        same = (self.announcement_id, self.kind) == (question.announcement_id, question.kind)
        return (
            same and self.silent.issuperset(question.silent) and self.unmatched.issuperset(question.unmatched)
        )


def endings_id(announcement_id: str, cohort: str, silent: Iterable[str], unmatched: Iterable[str]) -> str:
    """Return the id of a question of endings: made of whose word it rests on, the cohort, and whom it is about."""
    return make_id("r", ENDINGS, announcement_id, cohort, *sorted(unmatched), "|", *sorted(silent))
