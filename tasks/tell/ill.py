"""Many sources in one message: by state, the worst first, so many of each that the message stays one. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tasks.health.words import must_wait
from tasks.tell.news import Note

TOGETHER: Final = 3
"""From so many sources of one run on, one message tells them all."""
IN_FULL: Final = 400
"""Characters of a reason, where the message is about one source."""
IN_A_LIST: Final = 60
"""Characters of a reason, where it is about many."""
_SHOWN: Final = 40
_ORDER: Final = ("failing", "blocked", "changed", "silent", "disabled")


@dataclass(frozen=True, slots=True)
class Ward:
    """The sources of one message that are in the same state and want the same of a person; at least one."""

    state: str
    notes: tuple[Note, ...]

    @property
    def shown(self) -> tuple[Note, ...]:
        """Those that are named."""
        return self.notes[:_SHOWN]

    @property
    def more(self) -> int:
        """How many are not named."""
        return len(self.notes) - len(self.shown)


def wards_of(notes: Sequence[Note]) -> list[Ward]:
    """Return the notes by state and by whether the site asked for time, those that are well again last."""
    wards: dict[tuple[str, bool], list[Note]] = {}
    for note in sorted(notes, key=lambda note: (_rank(note.state), note.about, note.at)):
        wards.setdefault((note.state, must_wait(note.state, note.reason)), []).append(note)
    return [Ward(state, tuple(found)) for (state, _), found in wards.items()]


def count_states(notes: Sequence[Note]) -> dict[str, int]:
    """Return how many notes tell of each state, in the order of ``wards_of``."""
    counts = Counter(note.state for note in notes)
    return {state: counts[state] for state in sorted(counts, key=_rank)}


def _rank(state: str) -> tuple[int, str]:
    """Return where a state stands among the others."""
    return (_ORDER.index(state) if state in _ORDER else len(_ORDER), state)
