"""What is not sure about the rows of a list, said once for each cause, with the rows it is said of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.recognise.names import is_strong
from tasks.recognise.notice import Problem, RosterRow

_BEHIND = re.compile(r"\([^()]*\)$")
_MOST_SHOWN = 12
_FEWEST_LIKE = 4
UNCERTAIN = frozenset({"OCR"})
"""Readers that may take one sign for another."""
_CODE = "the credit code"


def doubtful(rows: Sequence[RosterRow]) -> list[Problem]:
    """Say which rows may be read wrong and why: one problem for each reason, with the place of every row it is given for.

    A credit code that fails where the text itself is certain is the issuer's slip: it stays a doubt of the row alone.
    """
    by_reason: dict[str, list[RosterRow]] = {}
    for row in rows:
        reasons = [one for one in row.doubt.split("; ") if one]
        for reason in reasons:
            if row.read_by in UNCERTAIN or not reason.startswith(_CODE):
                by_reason.setdefault(reason, []).append(row)
    return [_problem(reason, said) for reason, said in by_reason.items()]


def _problem(reason: str, rows: Sequence[RosterRow]) -> Problem:
    if len(rows) == 1:
        text = f"row {rows[0].row_no}: {rows[0].name} may be read wrong: {reason}"
    else:
        shown = ", ".join(str(row.row_no) for row in rows[:_MOST_SHOWN])
        more = f" and {len(rows) - _MOST_SHOWN} more" if len(rows) > _MOST_SHOWN else ""
        text = f"rows {shown}{more} may be read wrong: {reason}"
    return Problem("doubtful", text, rows[0].locator, tuple(row.locator for row in rows[1:]))


def doubt_odd_endings(rows: Sequence[RosterRow], *, subject: str) -> list[RosterRow]:
    """Doubt a name that does not end as all others on its list do (a last character lost).

    Enterprises end in too many ways for that, unless OCR read them; what their ends can be is said in ``misplaced.py``.
    """
    odd = [row for row in rows if not is_strong(_BEHIND.sub("", row.name), subject=subject)]
    like = len(rows) - len(odd)
    if like < _FEWEST_LIKE or not odd or len(odd) * _FEWEST_LIKE > like:
        return list(rows)
    why = "its end is not that of a name, as all others are"
    unsure = {
        row.row_no for row in odd if (row.read_by in UNCERTAIN or subject == "cluster") and not row.doubt
    }
    return [replace(row, doubt=why) if row.row_no in unsure else row for row in rows]
