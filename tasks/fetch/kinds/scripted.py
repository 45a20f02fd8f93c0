"""Rows that a page's own scripts write, for the forms where they stand in the script as text. No script is ever run.

Source: S11 lists of 海淀 (``document.write('<a …>…</a>')``, the date on the next line); the arrays of the old 北京科委
(``urls[i]='…';headers[i]="…";year[i]='..';month[i]='..';day[i]='..';``).
"""

from __future__ import annotations

import re
from html import escape

from config.errors import LayoutChanged

_SCRIPT = re.compile(r"<script\b[^>]{0,500}>", re.IGNORECASE)
_END = re.compile(r"</script\s*>", re.IGNORECASE)
_WRITE = re.compile(
    r"document\.write(?:ln)?\(\s*('(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")\s*\)\s*;?", re.DOTALL
)
_SET = re.compile(
    r"\b(urls|headers|year|month|day)\[\s*\w{1,20}\s*\]\s*=\s*('(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_SPOKEN = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "v": "", "0": ""}


def with_written_rows(text: str) -> str:
    """Return a page with what its scripts write put in their place; any other page as it is.

    Raises:
        LayoutChanged: The arrays of a list have different lengths.
    """
    if "document.write" in text:
        text = _written(text)
    if "urls[" in text and "headers[" in text:
        text += _from_arrays(text)
    return text


def _written(text: str) -> str:
    pieces: list[str] = []
    at = inside = 0
    for found in _SCRIPT.finditer(text):
        if found.start() < inside:
            continue
        end = _END.search(text, found.end())
        if end is None:
            break
        inside = end.end()
        script = text[found.end() : end.start()]
        if "document.write" in script:
            pieces += [text[at : found.start()], _what_it_writes(script)]
            at = inside
    return "".join([*pieces, text[at:]])


def _what_it_writes(script: str) -> str:
    """Return what a script writes, with the text between its calls that is a date: some print it bare."""
    rows: list[str] = []
    at = 0
    for found in _WRITE.finditer(script):
        rows += [_bare(script[at : found.start()]), _string(found.group(1))]
        at = found.end()
    return "".join([*rows, _bare(script[at:])])


def _bare(text: str) -> str:
    return text.strip() if re.fullmatch(r"\s*\[[\d-]{8,10}\]\s*", text[:40]) else ""


def _from_arrays(text: str) -> str:
    arrays: dict[str, list[str]] = {"urls": [], "headers": [], "year": [], "month": [], "day": []}
    for found in _SET.finditer(text):
        arrays[found.group(1)].append(_string(found.group(2)))
    if len({len(values) for values in arrays.values()}) != 1:
        lengths = ", ".join(f"{len(values)} {name}" for name, values in arrays.items())
        raise LayoutChanged("the page", f"its arrays differ in length: {lengths}")
    rows = "".join(
        f'<li><a href="{escape(url)}">{title}</a><span>{escape("-".join(day))}</span></li>'
        for url, title, *day in zip(*arrays.values(), strict=True)
    )
    return f"<ul>{rows}</ul>"


def _string(literal: str) -> str:
    """Return the text of a script's string."""
    return _ESCAPE.sub(_spoken, literal[1:-1])


def _spoken(found: re.Match[str]) -> str:
    code = found.group(1) or found.group(2)
    return chr(int(code, 16)) if code else _SPOKEN.get(found.group(3), found.group(3))
