"""``mingdan doctor``: everything checked; what is wrong and how to mend it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import chain

from commands.call import Call, say
from commands.checks.finding import Finding, Mark
from commands.formats import Table, written
from commands.options import add_format
from commands.table import terminal_width
from commands.text import neutralise, wrap

ABOUT = """\
Checks environment, readers, configuration, home, archive, sources and ledger, and says what to do where something is not well:
✓ is well, ! is worth a look, ✗ is wrong."""
EXAMPLES = """\
examples:
  mingdan doctor
  mingdan doctor --deep                           hash every archived body again, not a sample
  mingdan doctor --write-config                   write the shipped configuration where there is none
  mingdan doctor --format json

exit status: 0 nothing is wrong; 2 the configuration is; 1 something else is."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--deep", action="store_true", help="hash every archived body again, not a sample")
    parser.add_argument(
        "--write-config", action="store_true", help="first write the shipped files that are not there yet"
    )
    add_format(parser)


def run(call: Call) -> int:
    """Check everything and say how it is.

    Raises:
        ConfigurationError: the shipped configuration cannot be written out.
    """
    if call.options.write_config:
        from config.places import write_out  # only where asked for

        written_out = write_out(call.places.config)
        if call.options.format == "table":
            say(
                [
                    f"{len(written_out)} files written to {call.places.config}; what was there stands as it was."
                ]
            )
    findings = examine(call)
    if call.options.format == "table":
        say(chain.from_iterable(_lines(finding, terminal_width()) for finding in findings))
    else:
        rows = [(f.area, _WORDS[f.mark], f.what, f.mend) for f in findings]
        say(written(Table(("area", "state", "what", "mend"), ("VARCHAR",) * 4, rows), call.options.format))
    return _status(findings)


_WORDS = {Mark.WELL: "well", Mark.LOOK: "look", Mark.WRONG: "wrong"}


def examine(call: Call) -> list[Finding]:
    """Look at everything, in the order a newcomer would mend it."""
    # they load pydantic and more
    from commands.checks import archive, configuration, environment, home, ledger, reading, sources

    found, findings = configuration.check(call.places.config)
    return [
        *environment.check(),
        *reading.check(call),
        *findings,
        *home.check(call.places, free_disk_mb=found.settings.free_disk_mb, now=call.clock()),
        *archive.check(call.places.archive, every=call.options.deep),
        *sources.check(call, found.sources),
        *ledger.check(call),
    ]


def _lines(finding: Finding, width: int) -> Sequence[str]:
    """Write one finding, what to do below it."""
    what = neutralise(finding.what, keep_lines=True).split("\n")
    mend = neutralise(finding.mend, keep_lines=True).split("\n") if finding.mend else []
    first, *others = [line for text in what for line in wrap(text.strip(), width - 17)]
    head = f"{finding.mark.value} {finding.area:<14} "
    lines = [head + first, *(" " * 17 + line for line in others)]
    return lines + [
        " " * 17 + "→ " * (n == 0) + line
        for n, line in enumerate(ln for m in mend for ln in wrap(m.strip(), width - 19))
    ]


def _status(findings: Sequence[Finding]) -> int:
    """Give the exit status: the configuration's faults come first, since nothing runs with them."""
    areas = {finding.area for finding in findings if finding.mark is Mark.WRONG}
    return 2 if "configuration" in areas else 1 if areas else 0
