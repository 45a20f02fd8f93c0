"""What ``mingdan replay`` does: in this process, or handed to the Prefect flow; and what it has to say."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from commands.call import Call
from commands.counted import Counted
from commands.progress import Progress
from commands.running import RunReport, report_of
from commands.table import terminal_width
from commands.text import wrap
from tasks.direct import DirectRunner
from tasks.house import House, open_house
from tasks.pipeline import run_rest
from tasks.replay.keep import keep
from tasks.replay.replay import Wanted, replay
from tasks.replay.restatement import Restatement
from tasks.replay.told import in_words


def replay_now(call: Call, *, prefect: bool) -> RunReport:
    """Replay, keep what was found, and after it was applied do what follows a poll.

    Raises:
        ConfigurationError: the configuration is wrong.
        InUse: another replay is under way.
        StoreError: archive or ledger cannot be read or written; the live ledger stands as it was.
    """
    options = call.options
    house = open_house(call.places, call.clock)
    wanted = Wanted(apply=options.apply, reread=options.reread, tell=options.tell)
    if prefect:
        from flows.run_here import replay_as_flow  # loads Prefect, which costs seconds

        return _report(call, house, replay_as_flow(house, wanted))
    with Counted("replay", "captures") as counted:
        found = replay(house, wanted, watch=counted.count)
    report = _report(call, house, found)
    if not found.applied:
        return report
    with Progress() as progress:
        runner = DirectRunner(begun=progress.begun, ended=progress.ended)
        after = report_of(house, asyncio.run(run_rest(house, runner)))
    more = after.lines if options.format == "table" else ()
    return replace(
        report,
        lines=(*report.lines, *more),
        complaints=(*report.complaints, *after.complaints),
        status=max(report.status, after.status),
    )


def _report(call: Call, house: House, found: Restatement) -> RunReport:
    """Return what is to be said of a restatement; the file that holds all of it is named."""
    kept = [] if found.equal and not found.applied else [f"all of it: {keep(house.places, found)}"]
    gone = [
        f"{i}: captured, but no such source is configured: it counts for nothing" for i in found.unconfigured
    ]
    complaints = (*found.complaints, *gone)
    status = 1 if found.complaints else 0
    if call.options.format == "json":
        return RunReport((found.as_json(),), complaints, status)
    width = max(40, min(80, terminal_width()))
    lines = [part for line in in_words(found) for part in _fitted(line, width)]
    return RunReport((*lines, *kept), complaints, status)


def _fitted(line: str, width: int) -> list[str]:
    """Return a line in parts of a width, what follows the first indented a little more; an address stays whole."""
    if line.lstrip().startswith(("http://", "https://")):
        return [line]
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    first, *rest = wrap(line, width)
    return [first, *(indent + part for text in rest for part in wrap(text.strip(), width - len(indent)))]
