"""The commands by name: what each does in one line, and the module that does it, loaded only when called."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """One command: its module under ``commands``, and what it does."""

    module: str
    summary: str


LOOK = {
    "changes": Entry("changes", "who won, kept or lost which title, newest first, and what is held"),
    "announcements": Entry("announcements", "the announcements those changes rest on"),
    "deadlines": Entry("deadlines", "windows, reporting days, expiries, re-evaluation years"),
    "calendar": Entry("calendar", "what comes next, month by month, how many it concerns and whom"),
    "show": Entry("show", "all about one subject (any name it ever had), announcement or review"),
    "search": Entry("search", "names and titles that hold some words, or nearly"),
    "sql": Entry("sql", "any question in SQL on the published file"),
    "sources": Entry("sources", "what is watched and how each source fares"),
}
RUN = {
    "demo": Entry("demo", "play a bundled past through the real flows, and say what it found"),
    "poll": Entry("poll", "poll sources once now, then ledger, alerts, publish"),
    "up": Entry("up", "everything on its schedule: Prefect server, deployments and a worker"),
    "import": Entry("import_page", "put a saved page or attachment through the same pipeline"),
}
DECIDE = {
    "review": Entry("review", "what waits for a person: list, show, accept, reject"),
    "replay": Entry("replay", "the ledger built anew from the archive, and how it differs"),
    "alerts": Entry("alerts", "test a subscription, see the outbox, send the failed again"),
    "doctor": Entry("doctor", "check everything; what is wrong and how to mend it"),
}
GROUPS = {"Look": LOOK, "Run": RUN, "Decide and mend": DECIDE}
COMMANDS = {**LOOK, **RUN, **DECIDE}
