"""All about one subject: its names, its titles, each step with announcement and locator, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import cast

from commands.call import Call
from commands.deadlines import away
from commands.formats import written
from commands.lines import UNDATED, Entry, lay_out, short_id
from commands.portrait import Row, facts, one_object, section, span, title
from commands.table import terminal_width
from commands.text import neutralise
from commands.values import as_text


def portray(call: Call, subject_id: str) -> Iterator[str]:
    """Write all about one subject in the format asked for; csv and markdown are its steps."""
    form = call.options.format
    if form in ("csv", "markdown"):
        return written(call.ask("subject_steps", id=subject_id), form)
    (subject,) = call.records("subject", id=subject_id)
    titles = call.records("subject_titles", id=subject_id)
    steps = call.records("subject_steps", id=subject_id)
    beside = {
        "names": call.records("subject_names", id=subject_id),
        "deadlines": call.records("subject_deadlines", id=subject_id, today=call.today),
        "findings": call.records("subject_findings", id=subject_id),
    }
    if form == "json":
        return one_object({"what": "subject", **subject, "titles": titles, "steps": steps, **beside})
    return _drawn(call, subject, titles, steps, beside)


def _drawn(
    call: Call,
    subject: Row,
    titles: Sequence[Row],
    steps: Sequence[Row],
    beside: Mapping[str, Sequence[Row]],
) -> Iterator[str]:
    """Write it for a terminal."""
    width = terminal_width()
    yield from title(subject["name"], width)
    yield from facts([subject["kind"], subject["region"], subject["subject_id"]], width)
    yield from facts([_name(one) for one in beside["names"]], width)
    known = {_of(one) for one in titles}
    for key, beliefs in groupby(titles, key=_of):
        own = [step for step in steps if _of(step) == key]
        yield ""
        yield from _title(call, list(beliefs), own, width)
    rest = [step for step in steps if _of(step) not in known]
    yield from section("Other steps", lay_out([_step(step) for step in rest], width))
    yield from section("Next", lay_out([_day(one, call.today) for one in beside["deadlines"]], width))
    yield from section(
        "Said elsewhere and not believed", lay_out([_finding(f) for f in beside["findings"]], width)
    )
    if not titles and not steps:
        yield "  Named in a list, but nothing was decided about it yet."


def _name(one: Row) -> str:
    """Give another name, with the day of the document that put the present one in its place."""
    name = as_text(one["name"])
    return f"formerly {name} (until {one['until']})" if one["until"] else f"also known as {name}"


def _day(one: Row, today: date) -> Entry:
    """Give one day to come as a line, with how far away it is and the announcement that sets it."""
    due = cast("date", one["due_on"])
    word = f"mingdan show {short_id(str(one['announcement_id']))}" if one["announcement_id"] else ""
    return Entry(due.isoformat(), as_text(one["kind"]), as_text(one["what"]), (away(due, today), word))


def _finding(one: Row) -> Entry:
    """Give one thing that a site says otherwise, with what is believed instead."""
    believed = f"believed: {as_text(one['believed']) or 'nothing of it'}"
    said = as_text(one["said"]) or "leaves it out"
    return Entry(
        as_text(one["found_on"]),
        as_text(one["kind"]),
        said,
        (believed, as_text(one["title"]), as_text(one["url"])),
    )


def _of(row: Row) -> tuple[str, str]:
    """Give what a title and its steps have in common: programme and cohort."""
    return as_text(row["programme_id"]), as_text(row["cohort"])


def _title(call: Call, beliefs: Sequence[Row], steps: Sequence[Row], width: int) -> Iterator[str]:
    """Write one title: what is believed of it, its steps, and what was believed before."""
    first = beliefs[0]
    level = f"({first['level']})" if first["level"] else ""
    yield neutralise(f"{call.title(first['programme_id'], first['cohort'])} {level}".rstrip())
    for belief in beliefs:
        if belief["recorded_to"] is None:
            term = span(belief["valid_from"], belief["valid_to"])
            yield from facts([belief["status"], term, belief["category"], belief["product"]], width)
    yield from lay_out([_step(step) for step in steps], width)
    for belief in beliefs:
        if belief["recorded_to"] is not None:
            term = span(belief["valid_from"], belief["valid_to"]) or "without a term"
            when = f"{belief['believed_from']} to {belief['believed_to']}"
            yield from facts([f"believed {when}: {belief['status']}, {term}"], width)


def _step(step: Row) -> Entry:
    """Give one change as a line: on whose word, and where it stands."""
    word = as_text(step["doc_number"]) or as_text(step["title"]) or "by its term"
    relay = "relay only, not yet confirmed" if step["origin"] == "relay" else ""
    identity = short_id(str(step["announcement_id"])) if step["announcement_id"] else ""
    day = as_text(step["effective_on"]) or as_text(step["recorded_on"])
    undated = "" if step["effective_on"] else UNDATED
    place = as_text(step["read_at"]).removeprefix(word).strip()  # a list in a page bears the page's title
    return Entry(day, as_text(step["kind"]), word, (place, relay, undated, identity, as_text(step["url"])))
