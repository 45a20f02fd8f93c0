"""Lists in JSON that nobody has described: found by what their fields hold, not by what they are called."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from tasks.discover.page import FirstPage
from tasks.fetch.kinds.answers import find, plain
from tasks.fetch.kinds.days import moment_of_value

_DEPTH = 8
_MOST_LISTS = 40
_SAMPLE = 20  # rows of a list that are looked at
_FIELDS = 200
_SHARE = 0.7  # of the rows that must hold what a field is taken for
_LINK = re.compile(r"(?:https?:)?//\S+|\.{0,2}/\S+|\S+\.(?:s?html?|jhtml|pdf|jsp|aspx)(?:\?\S*)?")
_NAMES = {
    "title": re.compile(r"(?i)(?:^|\.)(?:show_?title|doc_?title|title|name|subject|biaoti)$"),
    "link": re.compile(r"(?i)(?:^|\.)(?:url|link|href|doc_?pub_?url|pc|source_?url)$"),
    "date": re.compile(r"(?i)(?:pub|release|issue|display|create|deploy|write)?\w*(?:date|time)\w*$"),
    "doc_number": re.compile(
        r"(?i)(?:^|\.)(?:doc(?:ument)?_?(?:number|num|no)|file_?num\w*|wenhao|fwzh|refno|index_?no)$"
    ),
}
_PAGES = re.compile(
    r"(?i)^(?:p|page|pageno|pagenum|pagenumber|pageindex|page_no|page_num|currentpage|currpage|curpage|cur_page|current)$"
)
_SIZES = re.compile(r"(?i)^(?:_?page_?size|per_?page|pre_?page|rows|limit)$")
_USUAL_PAGES = ("pageNumber", "page", "pageNo", "pageNum", "pageIndex")
_PUBLISHED = re.compile(r"(?i)pub|release|issue|deploy")
_TIME = re.compile(r"[\d\s:/.,TZ+年月日-]{4,40}")
_TODAY = date(2100, 1, 1)  # a date without a year still counts as a date here


def json_lists(page: FirstPage) -> Iterator[tuple[Mapping[str, object], str]]:
    """Yield settings for the lists of a JSON answer with why, the likeliest first; nothing where it holds none."""
    if page.data is None:
        return
    found = [(rows, path, _fields(rows)) for path, rows in _lists(page.data)]
    told = [(rows, path, fields) for rows, path, fields in found if {"title", "link"} <= fields.keys()]
    told.sort(key=lambda one: (-("date" in one[2]), -min(len(one[0]), _SAMPLE)))
    for rows, path, fields in told[:3]:
        where = f"at {path}" if path else "at its top"
        names = ", ".join(f"{name} in {field}" for name, field in fields.items())
        settings = _asked(page) | ({"items": path} if path else {}) | fields
        yield settings, f"a list of {len(rows)} {where}, with {names}"


def usual_fields(page: FirstPage, settings: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Yield the names that a page's number usually has, for an interface that was asked for pages without naming one.

    They are only worth a try: an interface that does not know a name shows its first page again.
    """
    asked = [*parse_qsl(urlsplit(page.url).query, keep_blank_values=True), *(page.form or ())]
    if "page" not in settings and any(_SIZES.match(name) for name, _ in asked):
        yield from ({"page": name} for name in _USUAL_PAGES)


def _asked(page: FirstPage) -> dict[str, object]:
    """Return how the page was asked for, its page number as a field that counts."""
    parts = urlsplit(page.url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    settings: dict[str, object] = {"kind": "json", "url": urlunsplit(parts._replace(query=""))}
    if pairs:
        settings["params"] = _numbers(pairs)
    if page.form is not None:
        settings |= {"method": "POST", "body": _numbers(page.form)}
    for name, value in [*pairs, *(page.form or ())]:
        if _PAGES.match(name) and value.isdecimal() and len(value) < 4:
            settings["page"] = name
            break
    return settings


def _numbers(pairs: Iterable[tuple[str, str]]) -> dict[str, str | int]:
    """Return fields with numbers as numbers: so they are written without quotes."""
    return {name: int(said) if said.isdecimal() and str(int(said)) == said else said for name, said in pairs}


def _lists(data: object) -> Iterator[tuple[str, Sequence[object]]]:
    """Yield every list of objects with its dotted path, outer ones first, into text that holds JSON too."""
    waiting: list[tuple[str, object, int]] = [("", data, 0)]
    given = 0
    while waiting and given < _MOST_LISTS:
        path, value, depth = waiting.pop(0)
        value = _opened(value)
        if isinstance(value, list) and value:
            if all(isinstance(_opened(row), dict) for row in value[:_SAMPLE]):
                given += 1
                yield path, value
            below: Iterator[tuple[str, object]] = ((str(place), one) for place, one in enumerate(value[:1]))
        elif isinstance(value, dict):
            below = ((str(name), one) for name, one in list(value.items())[:_FIELDS] if "." not in str(name))
        else:
            continue
        if depth < _DEPTH:
            waiting += [(f"{path}.{name}".lstrip("."), one, depth + 1) for name, one in below]


def _fields(rows: Sequence[object]) -> dict[str, str]:
    """Return which fields of the rows hold titles, links, dates and document numbers, by what they hold."""
    sample = list(rows[:_SAMPLE])
    paths = list(dict.fromkeys(path for row in sample[:3] for path in _paths(row)))[:_FIELDS]
    values = {path: [find(row, path) for row in sample] for path in paths}
    found: dict[str, str] = {}
    for name, wanted in (("link", _link), ("title", _title), ("date", _dated), ("doc_number", _number)):
        ranked = [
            (_NAMES[name].search(path) is not None, share, *_told(name, path, held), -path.count("."), path)
            for path, held in values.items()
            if path not in found.values() and (share := sum(map(wanted, held)) / len(sample)) >= _SHARE
        ]
        if name == "doc_number":
            ranked = [one for one in ranked if one[0]]
        if ranked:
            found[name] = max(ranked)[-1]
    return {name: found[name] for name in ("link", "title", "date") if name in found}


def _told(name: str, path: str, held: Sequence[object]) -> tuple[bool, int]:
    """Return what ranks fields that hold dates: that of publishing first, then the more precise; the same for others."""
    if name != "date":
        return False, 0
    said = [moment_of_value(one, today=_TODAY).listed_as for one in held]
    return _PUBLISHED.search(path) is not None, min(map(len, filter(None, said)), default=0)


def _paths(row: object, above: str = "", depth: int = 0) -> Iterator[str]:
    row = _opened(row)
    if isinstance(row, dict) and depth < 4:
        for name, value in list(row.items())[:_FIELDS]:
            if "." in str(name) or "|" in str(name):
                continue
            yield from _paths(value, f"{above}.{name}".lstrip("."), depth + 1)
    elif isinstance(row, list) and row and depth < 4 and isinstance(_opened(row[0]), dict):
        yield from _paths(row[0], f"{above}.0", depth + 1)
    elif not isinstance(row, list | dict):
        yield above


def _opened(value: object) -> object:
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        try:
            return json.loads(value, strict=False)
        except (ValueError, RecursionError):
            return value
    return value


def _title(value: object) -> bool:
    text = plain(value) if isinstance(value, str) else ""
    return 4 <= len(text) <= 200 and not _link(value) and not _dated(value) and not text.isascii()


def _link(value: object) -> bool:
    return isinstance(value, str) and len(value) < 2000 and _LINK.fullmatch(value.strip()) is not None


def _dated(value: object) -> bool:
    if isinstance(value, str) and not _TIME.fullmatch(value.strip()):
        return False  # a title may name a year
    return bool(moment_of_value(value, today=_TODAY))


def _number(value: object) -> bool:
    return isinstance(value, str) and ("〔" in value or "号" in value)
