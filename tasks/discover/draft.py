"""The file of a new source, written the way the shipped ones are: keys in their order, a comment where one helps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import yaml

from config.models import Source
from tasks.discover.explore import Look, Reading
from tasks.discover.page import plain_words
from tasks.discover.score import precision

_EVERY = {"national": "30m", "relay": "2h"}
_LIST_KEYS = (
    "params",
    "items",
    "item",
    "link",
    "title",
    "date",
    "doc_number",
    "next",
    "pages",
    "method",
    "body",
    "page",
)
_OWN_KEYS = ("encoding", "tls", "delay", "timeout", "headers", "robots", "allow_private")


def write_source(source: Source, best: Reading, looked: Look, *, today: date) -> str:
    """Return the text of a source's YAML file.

    Args:
        source: As a person and the page described it; its ``list`` is the one to be read.
        best: The way that was chosen; its mark goes into the notes.
        looked: What was read and how far its pages could be turned.
        today: The day that the notes are dated by.
    """
    lines = [f"{key}: {_value(said)}" for key, said in _head(source)]
    lines.append("list:")
    lines += [f"  {key}: {_value(said)}{comment}" for key, said, comment in _list(source)]
    lines.append(f"every: {_EVERY.get(source.level, '1h')}")
    lines += [f"{key}: {_value(said)}" for key, said in _own(source)]
    rungs = {name: reason for name, reason in source.access if reason is not None}
    if rungs:
        lines += ["access:", *(f"  {name}: {_value(reason)}" for name, reason in rungs.items())]
    expect = f"expect: {{min_entries: {max(1, len(best.entries) // 2)}}}"
    lines.append(f"{'confidence: high':<30}# its list was read when this file was written")
    lines.append(f"{expect:<30}# half of what it showed: fewer is a redesign, not a quiet week")
    lines.append("notes: |")
    lines += [f"  {today.isoformat()}: {note}" for note in _notes(best, looked)]
    return "\n".join(lines) + "\n"


def _head(source: Source) -> Iterator[tuple[str, object]]:
    yield "title", source.title
    yield "publisher", source.publisher
    yield "level", source.level
    yield "region", source.region
    if source.region_code is not None:
        yield "region_code", source.region_code


def _list(source: Source) -> Iterator[tuple[str, object, str]]:
    """Yield the keys of ``list`` that were set, in the order of the shipped files, with a comment where one helps."""
    settings = source.list.model_dump(exclude_unset=True)
    yield "kind", settings["kind"], ""
    yield "url", settings["url"], ""
    for key in _LIST_KEYS:
        if key in settings:
            yield key, settings[key], _comment(key, settings[key])


def _comment(key: str, said: Any) -> str:
    if key == "params" and isinstance(said, Mapping) and "page_base" in said:
        return f"      # the second page is index_{int(said['page_base']) + 1}"
    if key == "pages":
        return "      # the pages behind"
    return ""


def _own(source: Source) -> Iterator[tuple[str, object]]:
    """Yield what else was said of the source and is not the usual."""
    usual = {
        name: field.get_default(call_default_factory=True) for name, field in Source.model_fields.items()
    }
    for key in _OWN_KEYS:
        said = getattr(source, key)
        if said != usual[key]:
            yield key, said


def _notes(best: Reading, looked: Look) -> Iterator[str]:
    rows = len(best.entries)
    yield f"found by mingdan sources new: {rows} rows on the first page, dates: {precision(best.entries)}."
    yield f"known by: {plain_words(best.candidate.why)}."
    walk = looked.walk
    if walk.pages > 1:
        yield f"the second page was read too: {len(walk.entries) - rows} more rows."
    else:
        yield f"only the first page was read: {plain_words(walk.note or str(walk.end))}."


def _value(said: object) -> str:
    """Return a value as YAML on one line."""
    if isinstance(said, float) and said.is_integer():
        said = int(said)
    text = yaml.safe_dump(said, default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False)
    return text.removesuffix("...\n").strip()
