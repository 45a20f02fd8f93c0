"""Which review statements of a cohort are one review: a round, spread over lists, notices, parts and copies. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from tasks.ledger.book import Statement
from tasks.ledger.parts import ONE_OCCASION
from tasks.recognise.notice import Stage


@dataclass(frozen=True, slots=True)
class Round:
    """One review of a cohort; ``statements`` in the order of their days, the union of parts after its parts."""

    statements: tuple[Statement, ...]
    occasions: frozenset[str] = field(init=False, compare=False)
    categories: dict[str, set[str | None]] = field(init=False, compare=False)
    anew: dict[str, str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Gather what is asked of it for every title.

        The occasions under which a step of it may have been told, the categories that each announcement lists, and whom its
        notices designate elsewhere, and where.
        """
        heard = frozenset().union(*({s.occasion, *s.also} for s in self.statements))
        object.__setattr__(self, "occasions", heard)
        found: dict[str, set[str | None]] = {
            statement.announcement_id: set() for statement in self.statements
        }
        for statement in self.statements:
            found[statement.announcement_id].update(entry.category for entry in statement.entries)
        object.__setattr__(self, "categories", found)
        anew = {one.subject_id: one.where for s in reversed(self.statements) for one in reversed(s.anew)}
        object.__setattr__(self, "anew", anew)

    @property
    def last(self) -> Statement:
        """The statement with which the review is complete, as far as it is known."""
        return self.statements[-1]

    @property
    def wholes(self) -> list[Statement]:
        """The statements from which a silence may be read."""
        return [statement for statement in self.statements if statement.whole]

    def voice_of(self, category: str | None) -> Statement:
        """Return the list whose silence a title's is: the first whole one that has its category, else the first."""
        wholes = self.wholes or [self.last]
        found = next((s for s in wholes if {None, category} & self.categories[s.announcement_id]), wholes[0])
        return replace(found, also=(found.also | self.occasions) - {found.occasion})

    @property
    def sources(self) -> frozenset[str]:
        """The announcements it is spread over."""
        return frozenset(statement.announcement_id for statement in self.statements)


def rounds_of(statements: Iterable[Statement]) -> list[Round]:
    """Return the reviews of a cohort in order; without a day, a statement is a round of its own, after all others."""
    said = [s for s in statements if s.operation is Stage.REVIEW]
    dated = sorted(
        ((s.effective_on, s.united, s.announcement_id, s) for s in said if s.effective_on is not None),
        key=lambda item: item[:3],
    )
    groups: list[list[Statement]] = []
    began = None
    for day, _, _, statement in dated:
        if began is None or day - began > ONE_OCCASION:
            groups.append([])
            began = day
        groups[-1].append(statement)
    undated = sorted((s for s in said if s.effective_on is None), key=lambda s: s.announcement_id)
    return [Round(tuple(group)) for group in (*groups, *([s] for s in undated))]
