"""What keeps a correction notice from counting: it must name what it corrects, and the wrong names must stand there.

Pure. A correction that was read half, or that corrects what nobody knows, would change who holds what on a guess.
"""

from __future__ import annotations

from collections.abc import Collection

from tasks.ledger.names import name_key
from tasks.recognise.notice import Notice, Problem, Stage

_MOST_SHOWN = 3


def doubts_about(notice: Notice, standing: Collection[str] | None) -> tuple[Problem, ...]:
    """Return what speaks against a correction's lists; empty for any other notice.

    Args:
        notice: The notice.
        standing: The names that stand on the accepted lists it corrects; null where that announcement is not known or is
            held itself.
    """
    rosters = [roster for roster in notice.rosters if roster.operation is Stage.CORRECTION and roster.rows]
    if not rosters:
        return ()
    problems = [problem for roster in rosters for problem in roster.problems]
    if not notice.corrects:
        text = "the correction names no announcement that it corrects, neither by number nor by title"
        return (*problems, Problem("correction", text))
    if standing is None:
        text = f"corrects {notice.corrects}, which is not known yet or is held itself"
        return (*problems, Problem("correction", text))
    held = set(map(name_key, standing))
    strange = [
        row
        for roster in rosters
        for row in roster.rows
        if row.former_name and name_key(row.former_name) not in held
    ]
    if strange:
        shown = "、".join(row.former_name or "" for row in strange[:_MOST_SHOWN])
        text = f"{len(strange)} wrong names do not stand on {notice.corrects}: {shown}"
        problems.append(
            Problem("correction", text, strange[0].locator, tuple(r.locator for r in strange[1:]))
        )
    return tuple(problems)
