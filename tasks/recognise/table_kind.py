"""Tables that are no list of subjects: forms to fill in, contacts, scores, papers to be handed in; each told by a rule.

What is set aside is named with its reason, for a list taken for a form would be a silent gap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tasks.recognise.asides import is_aside
from tasks.recognise.columns import Columns, Role, role_of
from tasks.recognise.grid import Row, filled, texts_of
from tasks.recognise.rawlist import RawRow
from tasks.recognise.text import tight

_CONTACT = re.compile(r"联系人|联系电话|电话|手机|传真|姓名|职务|联系方式|邮箱")
_ORGAN = re.compile(r"(?:厅|局|委|委员会|办公室|部|处|科|管委会|政府|中心|联系人)$")
_HEADER_ROWS = _FEWEST_LABELS = 3


def foreign_header(rows: Sequence[Row]) -> str:
    """Say what a table is about whose header names something else than subjects; empty where it does not."""
    for row in rows[:_HEADER_ROWS]:
        roles = {tight(cell.text): role_of(cell.text) for cell in row if cell.text.strip()}
        known = [role for role in roles.values() if role is not None]
        if len(known) > 1 and Role.FOREIGN in known and not any(text.isdigit() for text in roles):
            if {Role.NAME, Role.APPLICANT, Role.AWARDED} & set(roles.values()):
                return ""
            return next(text for text, role in roles.items() if role is Role.FOREIGN)
    return ""


def why_no_list(columns: Columns, rows: Sequence[RawRow], *, is_region: Callable[[str], bool]) -> str:
    """Say why a table with a header of names is no list of subjects; empty where it is one.

    Args:
        columns: its columns.
        rows: what was read below the header.
        is_region: tells whether a text is a region.
    """
    named = [tight(row.name) for row in rows if row.name]
    if not named and not any(_says_something(row) for row in rows):
        return "an empty form: no row below its header is filled in"
    words = [name for name in named if role_of(name) is not None]
    if len(words) >= 2 and len(words) * 2 >= len(named):
        return f"a form to fill in: where names should stand there are header words ({words[0]}, {words[1]})"
    contacts = [text for text in columns.printed if _CONTACT.search(text)]
    organs = [name for name in named if _ORGAN.search(name) or is_region(name)]
    if contacts and named and len(organs) * 2 > len(named):
        return f"a table of contacts ({contacts[0]}) of organs such as {organs[0]}"
    return ""


def _says_something(row: RawRow) -> bool:
    return any((row.name, row.product, row.region, row.category, row.former, row.code))


def is_form(rows: Sequence[Row]) -> bool:
    """Tell a form: every other cell is a label, or most rows are labels alone, with nothing beside them."""
    labels = [row[at].text for row in rows for at in range(0, len(row) - 1, 2) if row[at].text.strip()]
    if (
        len(rows) >= _FEWEST_LABELS
        and labels
        and len(labels) >= len(rows)
        and all(role_of(one) for one in labels)
    ):
        return True
    labelled = 0
    lines = [texts for row in rows if filled(texts := texts_of(row)) and not is_aside(filled(texts)[0])]
    for texts in lines:
        known = [text for text in filled(texts) if role_of(text) is not None]
        labelled += len(known) >= 1 and len(known) == len(filled(texts)) and ("" in texts or len(texts) == 1)
    return labelled >= 2 and labelled * 2 >= len(lines)
