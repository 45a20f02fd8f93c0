"""How near a reading came to what was expected: rows, fields, and the two ways in which the gate can be wrong."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.cases.reading import Outcomes, as_data

_OF_FORM = frozenset({"title", "problems", "numbered", "list_no", "rows"})
"""What a list says of the form it came in, or is counted by itself."""

_NO_FACTS = frozenset({"title", "gate", "unread", "problem", "known", "set_aside"})
"""What an outcome says of the reading rather than of the announcement."""


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one reading, or their sum over many.

    ``rows`` of the expected lists, of which ``exact`` stand in the right list with name, region, product, category and
    former name; single ``fields``, of which ``right``. ``accepted``: readings whose gate should let them pass, of which
    ``false_holds`` were held. ``missed``: readings that count although they should be held, or although a row, a list or
    the whole announcement is wrong or gone: the one figure that must be 0.
    """

    readings: int = 0
    rows: int = 0
    exact: int = 0
    fields: int = 0
    right: int = 0
    accepted: int = 0
    false_holds: int = 0
    missed: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


def score(expected: dict[str, Any], outcomes: Outcomes) -> Score:
    """Compare one reading with what was expected of the case."""
    actual = as_data(outcomes)
    rows, rows_read = Counter(rows_of(expected)), Counter(rows_of(actual))
    fields, fields_read = Counter(fields_of(expected)), Counter(fields_of(actual))
    let_pass = expected.get("gate") == "accepted"
    should_wait = isinstance(expected.get("gate"), list) or expected["outcome"] == "Unsettled"
    wrong = rows != rows_read or expected["outcome"] != actual["outcome"]
    counts = not outcomes.held and actual["outcome"] == "Notice"
    gone = expected["outcome"] != "Unconcerned" and actual["outcome"] == "Unconcerned"
    return Score(
        readings=1,
        rows=rows.total(),
        exact=(rows & rows_read).total(),
        fields=fields.total(),
        right=(fields & fields_read).total(),
        accepted=int(let_pass),
        false_holds=int(let_pass and outcomes.held),
        missed=int(gone or (counts and (should_wait or wrong))),
    )


def rows_of(outcome: dict[str, Any]) -> Iterator[str]:
    """Yield each row with the list it stands in: what is done, to which cohort, of which programme."""
    for roster in outcome.get("rosters", ()):
        where = f"{roster['operation']} {roster.get('cohort')} {roster.get('programme_id', '')}"
        yield from (f"{where}: {row}" for row in roster.get("rows", ()))


def fields_of(outcome: dict[str, Any]) -> Iterator[str]:
    """Yield every single other fact that an outcome states."""
    for key, value in outcome.items():
        if key == "rosters":
            for roster in value:
                yield from (f"{name}={_text(said)}" for name, said in roster.items() if name not in _OF_FORM)
        elif key not in _NO_FACTS:
            yield f"{key}={_text(value)}"


def _text(value: object) -> str:
    return json.dumps(value, default=str, ensure_ascii=False, sort_keys=True)
