"""CSS selectors for the rows of a page, derived from the page: for a list whose mark-up no kind knows.

A row grows from its link upwards until the next parent would hold another link's row too; rows of one parent and one
mark-up are a group. A group is named by the nearest id or class above it that tells it from the rest of the page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from tasks.discover.page import FirstPage
from tasks.fetch.addresses import join
from tasks.fetch.kinds.days import is_date_alone
from tasks.fetch.kinds.rows import title_of

_CLIMB = 6
_LEAST = 3  # rows of a group
_MOST = 2000  # links that are looked at: a list page has a tenth of that
_TITLE = 6
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_STEP = re.compile(r"(?:^|[-_])(?:odd|even|first|last|active|current|on|hover|cur)$|\d{3,}", re.IGNORECASE)
_CHOSEN = 3  # groups that are worth reading


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one parent and one mark-up."""

    rows: tuple[LexborNode, ...]
    links: tuple[LexborNode, ...]
    dated: int

    @property
    def weight(self) -> tuple[int, int]:
        """Return what ranks groups: dated rows first, then the length of what the links say."""
        return self.dated, sum(min(len(title_of(link)), 40) for link in self.links)


@dataclass(frozen=True, slots=True)
class Selected:
    """Selectors for the rows of a page, as ``list`` has them, and how they were found."""

    settings: Mapping[str, object]
    why: str


def find_groups(page: FirstPage) -> list[Group]:
    """Return the groups of rows on a page that could be a list, the likeliest first."""
    if page.root is None:
        return []
    links = [
        link
        for link in page.root.css("a[href]")[:_MOST]
        if join(page.url, link.attributes.get("href") or "") and len(title_of(link)) >= _TITLE
    ]
    holds: dict[int, int] = defaultdict(int)
    for link in links:
        for parent in _above(link):
            holds[parent.mem_id] += 1
    groups: dict[tuple[int, str], list[tuple[LexborNode, LexborNode]]] = defaultdict(list)
    for link in links:
        row = _row(link, holds)
        if row.parent is not None:
            groups[row.parent.mem_id, row.tag or ""].append((row, link))
    found = [
        Group(
            tuple(row for row, _ in held),
            tuple(link for _, link in held),
            sum(_date_in(row) is not None for row, _ in held),
        )
        for held in groups.values()
        if len(held) >= _LEAST
    ]
    return sorted(found, key=lambda group: group.weight, reverse=True)


def dated_lists(page: FirstPage) -> int:
    """Return how many lists of rows with dates stand on a page; a home page has several."""
    return sum(1 for group in find_groups(page) if group.dated >= _LEAST)


def row_selectors(page: FirstPage) -> Iterator[Selected]:
    """Yield selectors for the likeliest groups of rows of a page."""
    root = page.root
    if root is None:
        return
    groups = find_groups(page)
    # Beside a list with dates, one without is in the page's margin: 热点推荐.
    worth = [group for group in groups if group.dated or not groups[0].dated]
    for group in worth[:_CHOSEN]:
        item = _item(root, group)
        if item is None:
            continue
        settings: dict[str, object] = {"item": item}
        if date := _common([node for row in group.rows if (node := _date_in(row)) is not None], group.rows):
            settings["date"] = date
        if any(row.css_first("a[href]") is not None and not _leads(row, link) for row, link in _pairs(group)):
            settings |= {"link": "a[title]", "title": "a[title]"}
        yield Selected(settings, f"{len(group.rows)} rows match {item}")


def describe_rows(page: FirstPage) -> str:
    """Return the mark-up of a page's likeliest rows in a few words, empty where it has none: a redesign changes it."""
    root, groups = page.root, find_groups(page)
    return "" if root is None or not groups else _item(root, groups[0]) or ""


def _pairs(group: Group) -> Sequence[tuple[LexborNode, LexborNode]]:
    return tuple(zip(group.rows, group.links, strict=True))


def _leads(row: LexborNode, link: LexborNode) -> bool:
    """Say whether a row's first link with a title is the one meant."""
    if row.mem_id == link.mem_id:
        return True
    first = next((one for one in row.css("a[href]") if title_of(one)), None)
    return first is not None and first.mem_id == link.mem_id


def _above(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    for _ in range(_CLIMB):
        if parent is None or parent.tag in ("body", "html"):
            return
        yield parent
        parent = parent.parent


def _row(link: LexborNode, holds: Mapping[int, int]) -> LexborNode:
    row = link
    for parent in _above(link):
        if holds[parent.mem_id] > 1 or parent.tag in ("ul", "ol", "table", "tbody"):
            return row
        row = parent
    return row


def _date_in(row: LexborNode) -> LexborNode | None:
    """Return the innermost element of a row that holds a date and nothing else."""
    for node in reversed(row.css("span, b, i, em, td, div, p, time, dd, font, small, strong")):
        if node.mem_id != row.mem_id and is_date_alone(node.text(separator=" ").strip()):
            return node
    return None


def _common(nodes: Sequence[LexborNode], rows: Sequence[LexborNode]) -> str | None:
    """Return a selector that finds the same element in most rows and finds it first."""
    if not nodes or len(nodes) < 0.8 * len(rows):
        return None
    wanted = {node.mem_id for node in nodes}
    for named in dict.fromkeys([_named(nodes[0]), nodes[0].tag or "span"]):
        first = [row.css_first(named) for row in rows]
        if sum(node is not None and node.mem_id in wanted for node in first) >= 0.8 * len(rows):
            return named
    return None


def _item(root: LexborNode, group: Group) -> str | None:
    """Return a selector that matches a group's rows and (almost) nothing else, with an id or class where there is one."""
    rows = {row.mem_id for row in group.rows}
    own = group.rows[0].tag or "li"
    classes = set.intersection(*(set(_classes(row)) for row in group.rows))
    own += "".join(f".{name}" for name in sorted(classes)[:1])
    path, parent, shortest = own, group.rows[0].parent, None
    for _ in range(_CLIMB):
        if parent is None or parent.tag in ("html", None):
            break
        path = f"{_named(parent)} > {path}"
        matched = [node.mem_id for node in root.css(path)]
        if rows <= set(matched) and len(matched) <= 1.2 * len(rows):
            shortest = shortest or path
            if "#" in path or "." in path:
                return path  # bare tags alone would match whatever list the next redesign puts there
        parent = parent.parent
    return shortest


def _named(node: LexborNode) -> str:
    """Return an element's tag with its id, or its first class that does not tell of a state or a number."""
    identity = node.attributes.get("id") or ""
    if _WORD.fullmatch(identity) and not _STEP.search(identity):
        return f"{node.tag}#{identity}"
    return f"{node.tag}" + "".join(f".{name}" for name in _classes(node)[:1])


def _classes(node: LexborNode) -> list[str]:
    names = (node.attributes.get("class") or "").split()
    return [name for name in names if _WORD.fullmatch(name) and not _STEP.search(name)]
