"""All about one announcement: its lists, where it was seen, what it changed, what it asks for."""

from __future__ import annotations

import json
from collections.abc import Iterator

from commands.call import Call
from commands.formats import written
from commands.lines import Entry, lay_out, short_id
from commands.portrait import Row, dated, facts, moment, one_object, section, span, title
from commands.table import terminal_width
from commands.text import neutralise
from commands.values import as_text

SECTIONS = ("lists", "sightings", "changes", "deadlines", "reviews", "parts")


def portray(call: Call, announcement_id: str) -> Iterator[str]:
    """Write all about one announcement in the format asked for; csv and markdown are the rows of its lists."""
    form = call.options.format
    if form in ("csv", "markdown"):
        return written(call.ask("announcement_rows", id=announcement_id), form)
    (notice,) = call.records("announcement", id=announcement_id)
    held = {name: call.records(f"announcement_{name}", id=announcement_id) for name in SECTIONS}
    if form == "json":
        rows = call.records("announcement_rows", id=announcement_id)
        return one_object({"what": "announcement", **notice, **held, "rows": rows})
    return _drawn(call, notice, held)


def _drawn(call: Call, notice: Row, held: dict[str, list[dict[str, object]]]) -> Iterator[str]:
    """Write it for a terminal."""
    width = terminal_width()
    yield from title(notice["title"], width)
    yield from _head(call, notice, width)
    yield from section("Lists", (line for one in held["lists"] for line in _list(call, one, width)))
    yield from section("Names shown of the list", _mentions(notice, width))
    yield from section("Yearly duties", _duties(notice))
    yield from section("Changed", (line for one in held["changes"] for line in _change(call, one, width)))
    yield from section("Asks", lay_out([_deadline(one) for one in held["deadlines"]], width))
    yield from section("Seen", lay_out([_sighting(one) for one in held["sightings"]], width))
    yield from section("Its parts", lay_out([_part(one) for one in held["parts"]], width))
    yield from section("Questions", lay_out([_review(one) for one in held["reviews"]], width))
    if held["lists"]:
        yield ""
        command = f"mingdan show {short_id(str(notice['announcement_id']))} --format csv"
        yield from facts(["Every row with its place:", command], width, indent=0, between=" ")


def _head(call: Call, notice: Row, width: int) -> Iterator[str]:
    """Write what it is, on whose word, and when."""
    what = call.title(notice["programme_id"], notice["cohort"])
    yield from facts([notice["stage"], what, notice["doc_number"], notice["issuer"]], width)
    window = span(notice["window_from"], notice["window_to"])
    days = [
        dated("signed", notice["signed_on"]),
        dated("published", notice["published_on"]),
        f"first seen {moment(notice['first_seen_at'])}",
        f"open to objections {window}" if window else "",
    ]
    yield from facts(days, width)
    relay = "known only from a relay, not yet confirmed" if notice["origin"] == "relay" else ""
    links = [
        (label, notice[name]) for label, name in (("part of", "part_of"), ("repealed by", "repealed_by"))
    ]
    near = [f"{label} {short_id(str(other))}" for label, other in links if other]
    why = f"{notice['state']}: {notice['held_because']}" if notice["held_because"] else notice["state"]
    yield from facts([why, relay, *near, notice["announcement_id"]], width)
    yield f"  {neutralise(as_text(notice['url']))}"


def _list(call: Call, one: Row, width: int) -> Iterator[str]:
    """Write one list: what it does, how many rows it has and should have."""
    stated = "no number stated" if one["rows_stated"] is None else f"{one['rows_stated']} stated"
    counts = f"{one['rows_read']} rows read, {stated}"
    what = call.title(one["programme_id"], one["cohort"])
    head = f"{one['list_no']}. {as_text(one['title']) or 'list'}"
    term = _term(one)
    yield from facts([head, one["operation"], what, one["category"], counts, term, one["state"]], width)
    yield from facts([_read_from(one)], width, indent=5)


def _read_from(one: Row) -> str:
    """Say where the rows of a list stood and how they were read; empty for a list without rows."""
    first, last = as_text(one["first_at"]), as_text(one["last_at"])
    rows = first if first == last else f"{first} to {last}"
    told = (as_text(one["documents"]), rows, as_text(one["read_by"]))
    return f"read from {', '.join(text for text in told if text)}" if first else ""


def _term(one: Row) -> str:
    """Say the term that the list states, empty where it states none."""
    if one["validity_first"] or one["validity_last"]:
        return f"valid {span(one['validity_first'], one['validity_last'])}"
    return f"valid {one['validity_years']} years" if one["validity_years"] else ""


def _duties(notice: Row) -> Iterator[str]:
    """Say the yearly duties that the notice states, a line each."""
    said = json.loads(as_text(notice["duties"]) or "[]")
    return (f"  every year by {as_text(duty['due'])}: {neutralise(as_text(duty['what']))}" for duty in said)


def _mentions(notice: Row, width: int) -> Iterator[str]:
    """Name those whom news shows of a longer list: evidence, no rows."""
    names = notice["mentions"]
    return facts(list(names) if isinstance(names, list | tuple) else [], width)


def _change(call: Call, one: Row, width: int) -> Iterator[str]:
    """Write how many changes of one kind it brought, and to whom."""
    firsts = one["firsts"]
    names = [str(name) for name in firsts] if isinstance(firsts, list | tuple) else []
    more = (
        f"and {int(str(one['members'])) - len(names)} more"
        if int(str(one["members"])) > len(names) > 0
        else ""
    )
    what = call.title(one["programme_id"], one["cohort"])
    yield from facts([f"{one['members']} {one['kind']}", what], width)
    yield from facts([*names, more], width, indent=4)


def _deadline(one: Row) -> Entry:
    count = f"{one['subjects']} subjects" if one["subjects"] else ""
    return Entry(as_text(one["due_on"]), as_text(one["kind"]), as_text(one["what"]), (count,))


def _sighting(one: Row) -> Entry:
    day = as_text(one["published_on"]) or moment(one["seen_at"])[:10]
    return Entry(day, as_text(one["relation"]), as_text(one["source_id"]), (as_text(one["url"]),))


def _part(one: Row) -> Entry:
    return Entry(
        "",
        "",
        as_text(one["region"]),
        (
            "1 row" if one["rows_read"] == 1 else f"{one['rows_read']} rows",
            short_id(str(one["announcement_id"])),
        ),
    )


def _review(one: Row) -> Entry:
    ended = f"{one['decision']} by {one['decided_by']}" if one["decided_at"] else "open"
    command = f"mingdan review show {short_id(str(one['review_id']))}"
    return Entry("", as_text(one["kind"]), as_text(one["reason"]), (ended, command))
