"""All about one subject: its names, its titles, each step with announcement and locator, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from commands.call import Call
from commands.formats import written
from commands.lines import Entry, lay_out, short_id
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
    coming = call.records("subject_deadlines", id=subject_id, today=call.today)
    if form == "json":
        return one_object(
            {"what": "subject", **subject, "titles": titles, "steps": steps, "deadlines": coming}
        )
    return _drawn(call, subject, titles, steps, coming)


def _drawn(
    call: Call, subject: Row, titles: Sequence[Row], steps: Sequence[Row], coming: Sequence[Row]
) -> Iterator[str]:
    """Write it for a terminal."""
    width = terminal_width()
    former = subject["other_names"]
    names = "also known as " + ", ".join(former) if isinstance(former, list | tuple) and former else ""
    yield from title(subject["name"], width)
    yield from facts([subject["kind"], subject["region"], names, subject["subject_id"]], width)
    known = {_of(one) for one in titles}
    for key, beliefs in groupby(titles, key=_of):
        own = [step for step in steps if _of(step) == key]
        yield ""
        yield from _title(call, list(beliefs), own, width)
    rest = [step for step in steps if _of(step) not in known]
    yield from section("Other steps", lay_out([_step(step) for step in rest], width))
    next_days = [Entry(as_text(d["due_on"]), as_text(d["kind"]), as_text(d["what"])) for d in coming]
    yield from section("Next", lay_out(next_days, width))
    if not titles and not steps:
        yield "  Named in a list, but nothing was decided about it yet."


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
    relay = "relay only" if step["origin"] == "relay" else ""
    identity = short_id(str(step["announcement_id"])) if step["announcement_id"] else ""
    day = as_text(step["effective_on"]) or as_text(step["recorded_on"])
    return Entry(day, as_text(step["kind"]), word, (as_text(step["read_at"]), relay, identity))
