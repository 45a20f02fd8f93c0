"""Where the rows of a message stood: document, place in it, how it was read; rows of one table drawn together. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tasks.tell.clean import clean
from tasks.tell.news import Stood

PLACES_SHOWN = 4
_PARAGRAPH = re.compile(r"(?:^|(?<=: ))p［(\d+)］")  # our own form of a locator, as clean leaves it
_NUMBERED = re.compile(r"(.*\b(?:row |sheet [^!]+!))([A-Z]*)(\d+)$")
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Place:
    """Where rows stood, ready to print.

    ``document`` is the attachment's printed name, with the path inside it for a member of an archive; empty for the page
    itself. ``where`` is a locator in our own words, several rows of one table as ``table 1 row 5–9, 12``. ``earlier`` is
    the title of the notice it stands in, where that is not the one the message is about (who lost a title stands on no
    list of the notice that ends it); both empty means that more places are left out.
    """

    document: str
    where: str
    read_by: str = ""
    earlier: str = ""


def places_of(rows_stood: Iterable[Stood]) -> tuple[Place, ...]:
    """Return where rows stood, at most ``PLACES_SHOWN`` and then one empty place for the rest; empty for none."""
    rows: dict[tuple[str, str, str, str, str], list[int]] = {}
    for stood in rows_stood:
        if not stood.locator:
            continue
        inside, _, bare = stood.locator.rpartition(": ")
        document = " / ".join(part for part in (clean(stood.document), clean(inside)) if part)
        where = _PARAGRAPH.sub(r"p[\1]", clean(bare))
        found = _NUMBERED.match(where)
        before, column = (found[1], found[2]) if found else (where, "")
        read_by, earlier = clean(stood.read_by, 40), clean(stood.earlier, _LONGEST)
        held = rows.setdefault((document, before, column, read_by, earlier), [])
        held.extend([int(found[3])] if found else [])
    places = [Place(key[0], key[1] + _runs(key[2], held), *key[3:]) for key, held in rows.items()]
    return (*places[:PLACES_SHOWN], Place("", "")) if len(places) > PLACES_SHOWN else tuple(places)


def _runs(column: str, numbers: Sequence[int]) -> str:
    """Return numbers in order behind their column's letters, three or more in a row as a run: ``B5–B9, B12``."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    named = [[f"{column}{number}" for number in run] for run in runs]
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(run) for run in named)
