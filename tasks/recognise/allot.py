"""Which of several programmes each list of one notice gives, where one name stands for them all (semantics, 4).

绿色制造名单 gives four titles in one notice, each in an attachment of its own: its heading says which. A title taken away
under the wrong programme would be a loss that never was, so a list that does not say whose it is waits for a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from config.models import Programme
from tasks.recognise.notice import Problem, Roster, Stage
from tasks.recognise.text import tight, unquoted

_OF_ANY = frozenset({Stage.RENAMING, Stage.CORRECTION})
"""Operations that name subjects, whatever title they hold."""


def allot(rosters: Sequence[Roster], kin: Sequence[Programme], *, own: Programme) -> tuple[Roster, ...]:
    """Give each list to the programme that its heading names.

    Args:
        rosters: the lists of a notice.
        kin: the programmes of its issuer that its title names; with fewer than two there is nothing to choose.
        own: the one among them that the notice was given to.

    Returns:
        The lists in order; one whose heading names none of them, or several, with the problem said.
    """
    if len(kin) < 2:
        return tuple(rosters)
    return tuple(_allotted(one, kin, own) if one.operation not in _OF_ANY else one for one in rosters)


def _allotted(roster: Roster, kin: Sequence[Programme], own: Programme) -> Roster:
    heading = unquoted(tight(roster.title))
    named = [one for one in kin if any(name in heading for name in _names_of_its_own(one, kin))]
    if len(named) == 1:
        return replace(roster, programme_id="" if named[0] is own else named[0].id)
    if not roster.rows:
        return roster
    titles = ", ".join(one.title for one in kin)
    text = f"no heading says which of {titles} the list “{roster.title}” is of"
    return replace(roster, problems=(*roster.problems, Problem("programme", text, roster.rows[0].locator)))


def _names_of_its_own(programme: Programme, kin: Sequence[Programme]) -> list[str]:
    """Give the names that no other programme of the notice shares."""
    others = {name for one in kin if one is not programme for name in one.names}
    return [unquoted(tight(name)) for name in programme.names if name not in others]
