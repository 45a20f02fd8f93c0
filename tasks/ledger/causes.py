"""One line for one cause: what several checks found of the same fault is told once, with how to mend it.

A row that is missing breaks the numbering and the stated number at once; a person should read of one missing row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tasks.recognise.notice import Problem

_FOLLOWS = re.compile(r"^number (\d+) follows (\d+)$")
_MOST_BREAKS = 3
_LOST_ROW = re.compile(r"^(?:row \d+|a row without a number): no whole name")

HOW_TO_MEND = {
    "numbering": "look at the rows around the place: give the missing or extra row with the decision, or accept the list as read",
    "count": "compare the list with the number stated: give the rows that are missing, or accept where the number is the slip",
    "row cut": "give the whole name as the original prints it, with the decision",
    "list cut": "find the whole list (the issuer's page, an attachment) and import it; accept only what is whole",
    "doubtful": "compare the rows with the picture or file at the place given, and give the right text",
    "duplicate": "strike the row that stands twice, or say how the two differ",
    "unknown column": "say what the column means in the table of header words, or accept the list without it",
    "column": "say which column names the subject",
    "header": "say what the columns are, or reject the table as no list",
    "row": "say whether the line is a row, a heading or a remark",
    "subtotal": "compare the group with its own number: a row may stand in the wrong group, be missing or doubled",
    "outcome": "say which list the row belongs to",
    "uncounted": "count the rows against the original and accept",
    "unread": "import the attachment in a form that can be read, or accept if it holds no rows",
    "no rows": "import the list, or reject the page as one without a list",
    "which list": "say which list is which",
    "retitling": "tell those concerned by hand; the notice's other lists count once it is accepted",
    "correction": "import what it corrects, or enter by hand what it changes there",
    "number": "compare both originals: one of the two document numbers was misread",
    "cohort": "say which year or batch the rows belong to",
    "pages": "import the whole document",
    "expectation": "make sure that the list is whole, and accept",
}
"""What a person does about each kind of problem."""


def how_to_mend(kind: str) -> str:
    """Say what a person does about a problem; empty where the problem says it itself."""
    return HOW_TO_MEND.get(kind, "")


def one_line_each(problems: Sequence[Problem], *, read: int, stated: int | None) -> tuple[Problem, ...]:
    """Tell each fault of one list once.

    Args:
        problems: what all checks found, in order.
        read: how many rows were read.
        stated: how many are stated; null where no number is.

    Returns:
        The problems, those of one cause put together; the number stated stands with its cause where one explains it.
    """
    found = _few_breaks(dict.fromkeys(problems))
    if any(one.kind == "header" for one in found):
        found = [one for one in found if one.kind != "no rows"]
    short = stated - read if stated is not None else 0
    cause = _cause_of(found, short)
    if short == 0 or cause is None or not any(one.kind == "count" for one in found):
        return tuple(found)
    told = replace(cause, text=f"{cause.text} ({stated} stated, {read} rows read)")
    return tuple(told if one is cause else one for one in found if one.kind != "count")


def _few_breaks(problems: Iterable[Problem]) -> list[Problem]:
    """Put many breaks of the numbering into one line, at the first."""
    found = list(problems)
    breaks = [one for one in found if one.kind == "numbering"]
    if len(breaks) <= _MOST_BREAKS:
        return found
    said = "; ".join(one.text for one in breaks[:_MOST_BREAKS])
    text = f"the numbers do not run on in {len(breaks)} places: {said}; …"
    first = replace(breaks[0], text=text, also=tuple(one.locator for one in breaks[1:]))
    return [
        first if one is breaks[0] else one for one in found if one is breaks[0] or one.kind != "numbering"
    ]


def _cause_of(problems: Sequence[Problem], short: int) -> Problem | None:
    """Give the one problem that explains why rows are missing (short above 0) or too many; null where none does."""
    by_kind: dict[str, list[Problem]] = {}
    for one in problems:
        by_kind.setdefault(one.kind, []).append(one)
    lost = [one for one in by_kind.get("row cut", ()) if _LOST_ROW.match(one.text)]
    holes = {one: _hole(one) for one in by_kind.get("numbering", ())}
    if short > 0:
        if len(lost) == short:
            return lost[-1]
        missing = [one for one, hole in holes.items() if hole > 0]
        if sum(holes[one] for one in missing) + len(lost) == short and missing:
            return missing[0]
        causes = (by_kind.get(kind, ()) for kind in ("list cut", "header", "no rows"))
        return next((one for found in causes for one in found), None)
    extra = [*by_kind.get("duplicate", ()), *(one for one, hole in holes.items() if hole < 0)]
    return extra[0] if len(extra) >= -short > 0 else None


def _hole(problem: Problem) -> int:
    """Count the numbers missing at a break; -1 for a row too many."""
    found = _FOLLOWS.match(problem.text)
    return int(found[1]) - int(found[2]) - 1 if found else -1
