"""The data store of hanweb lists as text: its records, its link to the next group, its count. No network, no requests.

Source: ``<datastore><nextgroup><![CDATA[…]]></nextgroup><recordset><record><![CDATA[…]]></record>…``, inside a column
page's ``<div id="unit">`` or as the whole answer of ``dataproxy.jsp``. It is found by its marks, never parsed as XML:
the pages around it are none, and the answers often are not either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qsl

_STORE = re.compile(r"<datastore\b[^>]{0,200}>|<recordset\b[^>]{0,200}>", re.IGNORECASE)
_STORE_END = re.compile(r"</datastore\s*>", re.IGNORECASE)
_RECORD = re.compile(r"<(/?)record(?:\s[^<>]{0,200})?>", re.IGNORECASE)
_EMPTY = re.compile(r"<recordset\s*>\s*</recordset\s*>|<recordset\s*/>", re.IGNORECASE)
_GROUP = re.compile(
    r"<nextgroup\s*>.{0,400}?href\s*=\s*[\"']([^\"'<>]{1,4000})[\"']", re.DOTALL | re.IGNORECASE
)
_TOTAL = re.compile(
    r"\btotalrecords?\b[\"']?\s{0,9}[:=>]\s{0,9}[\"']?(?:<!\[CDATA\[)?(\d{1,8})", re.IGNORECASE
)
_UNIT = re.compile(r"<div[^>]{0,200}\bid\s{0,9}=\s{0,9}[\"']?(\d{1,12})[\"'\s>]", re.IGNORECASE)
_QUERY = re.compile(r"dataproxy\.jsp\?([^\"'\s<>]{1,2000})", re.IGNORECASE)
_PROXY = re.compile(r"[\"'=(]\s{0,9}((?:https?:)?[\w./:-]{0,200}/dataproxy\.jsp)", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(webid|columnid|unitid|perpage)\b[\"']?\s{0,9}[=:]\s{0,9}[\"']?(\d{1,12})\b", re.IGNORECASE
)
_SEALS = ("columnid", "unitid", "webid")


@dataclass(frozen=True, slots=True)
class Store:
    """A data store: its records' mark-up, the address of its next group, what it counts (0: not said), its unit."""

    records: list[str]
    call: str
    total: int
    empty: bool
    unit: str


def find_store(text: str, unit: str) -> Store | None:
    """Return the data store of a unit, or all there are as one where the unit is empty or has none; None without any."""
    starts = [found.start() for found in _STORE.finditer(text)]
    if not starts:
        return None
    begin, end = _bounds(text, starts, unit)
    inside = text[begin:end]
    group = _GROUP.search(inside)
    return Store(
        records=_records(inside),
        call=unescape(group.group(1)).strip() if group else "",
        total=find_total(inside),
        empty=_EMPTY.search(inside) is not None,
        unit=unit or _unit_before(text, begin),
    )


def find_total(text: str) -> int:
    """Return how many records a page or store counts, 0 where it does not say."""
    found = _TOTAL.search(text)
    return int(found.group(1)) if found else 0


def find_call(text: str, column: str) -> dict[str, str]:
    """Return the parameters of the data proxy's call that a column page makes: that of its own column before others."""
    calls = [dict(parse_qsl(unescape(found.group(1)))) for found in _QUERY.finditer(text)]
    known = [
        {name.lower(): value for name, value in call.items() if name.lower() in (*_SEALS, "perpage")}
        for call in calls[:50]
    ]
    own = [call for call in known if column and call.get("columnid") == column]
    loose: dict[str, str] = {}
    for found in _NAMED.finditer(text):
        loose.setdefault(found.group(1).lower(), found.group(2))
    chosen = (own or known or [{}])[0]
    return loose | {name: value for name, value in chosen.items() if value.isdigit()}


def find_proxy(text: str) -> str:
    """Return where a page says its data proxy is, empty where it does not say."""
    found = _PROXY.search(text)
    return found.group(1) if found else ""


def is_sealed(call: str) -> bool:
    """Say whether a call's keys are encrypted: replayed, such a call gives an empty answer."""
    params = dict(parse_qsl(call.partition("?")[2], keep_blank_values=True))
    return any(name in params and not re.fullmatch(r"\d{0,12}", params[name]) for name in _SEALS)


def _bounds(text: str, starts: list[int], unit: str) -> tuple[int, int]:
    own = (
        next((found.start() for found in _UNIT.finditer(text) if found.group(1) == unit), None)
        if unit
        else None
    )
    begin = next((start for start in starts if own is not None and start > own), None)
    if begin is None:
        return starts[0], len(text)
    end = _STORE_END.search(text, begin)
    return begin, end.end() if end else len(text)


def _unit_before(text: str, begin: int) -> str:
    units = [found.group(1) for found in _UNIT.finditer(text, max(0, begin - 2000), begin)]
    return units[-1] if units else ""


def _records(text: str) -> list[str]:
    records: list[str] = []
    begin = None
    for found in _RECORD.finditer(text):
        if not found.group(1):
            begin = found.end()
        elif begin is not None:
            records.append(_content(text[begin : found.start()]))
            begin = None
    return records


def _content(text: str) -> str:
    """Return what a record holds: its character data, else its escaped text."""
    text = text.strip()
    if text.startswith("<![CDATA["):
        return text[9:].removesuffix("]]>").removesuffix("]]")
    return unescape(text) if "&lt;" in text and "<" not in text else text
