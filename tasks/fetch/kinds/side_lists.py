"""Lists beside the list: 热点推荐 or 相关新闻 in a page's margin, whose links have the form of articles too.

Taken for entries they would hide that a column fell silent, and each that falls off would look withdrawn. Only what is
sure is left out, for an entry that is missed is worse than one too many.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

_LEAST = 3  # rows of a list in a margin; fewer may be the headline of the list itself
_NAME = re.compile(r"[A-Za-z]\w*(?:[-_]\w+)*")
_NOT_FOLDERS = re.compile(r"(?i)^(?:art|content|system|index|[tp]\d+.*|[0-9a-f]{8,})$")


@dataclass(frozen=True, slots=True)
class Placed:
    """A row: the article's native id, its address, the element that holds the row, whether the row shows a date."""

    key: str
    url: str
    holder: int
    dated: bool


def beside_the_list(rows: Iterable[Placed], *, url: str) -> frozenset[str]:
    """Return the native ids of the rows of lists in the margin; empty where that is not sure.

    Such a list shows no date at all where the page's other rows do, and leads into other folders than they. Those are
    more, or stand in the folder of the page itself, for a last page may have one row. A row that stands in the list as
    well is the list's.

    Args:
        rows: All rows of the page.
        url: The page's address.
    """
    groups: Mapping[int, list[Placed]] = defaultdict(list)
    for row in rows:
        groups[row.holder].append(row)
    dated = [row for group in groups.values() if any(one.dated for one in group) for row in group]
    folders = {_folder(row.url) for row in dated}
    margins = [
        row
        for group in groups.values()
        if len({one.key for one in group}) >= _LEAST and not any(one.dated for one in group)
        if all(_folder(one.url) and _folder(one.url) not in folders for one in group)
        for row in group
    ]
    if len(dated) <= len(margins) and (_folder(url) or None) not in folders:
        return frozenset()
    return frozenset(row.key for row in margins) - {row.key for row in dated}


def _folder(url: str) -> str:
    """Return the host and column of an article's address, without what tells of the article; empty for no column."""
    parts = urlsplit(url)
    column: list[str] = []
    for part in parts.path.split("/")[1:-1]:
        if not _NAME.fullmatch(part) or _NOT_FOLDERS.match(part):
            break
        column.append(part)
    return f"{parts.netloc}/{'/'.join(column)}" if column else ""
