"""What a name is found by under another print of it, without comparing it to any other. Pure.

A name may be printed whole in two ways: with and without the region it begins with. Signs that are taken for one another
are levelled to one, so that 材科 has the print of 材料. Each print with one sign lost stands beside them: two names are
near where one as a whole is the other as a whole, or the other with a sign lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from tasks.ledger.likeness import ALIKE, TELLING, Leading, bare_name

_LEAST = 4
"""A name shorter than this has no sign to lose: what is left of it is like too many others."""


@dataclass(frozen=True, slots=True)
class Prints:
    """The prints of one name key: whole ones, and those with one sign lost."""

    whole: frozenset[str]
    lost: frozenset[str]


def prints_of(key: str, leading: Leading) -> Prints:
    """Return the prints of a name.

    No print lacks a sign that tells two names apart by itself (东, 二, 乙, 新): with and without it they are two.

    Args:
        key: The name's key.
        leading: Splits a name's region off.
    """
    full, core = (text.translate(_LEVEL) for text in bare_name(key, leading))
    lost = set(_losing(core, range(len(core)))) if len(core) >= _LEAST else set()
    if full.endswith(core):
        lost |= set(_losing(full, range(len(full) - len(core))))
    whole = frozenset((full, core))
    return Prints(whole, frozenset(lost - whole))


def numbered(keys: Iterable[str], leading: Leading) -> list[tuple[int, str]]:
    """Return the prints of some names as numbers of 64 bits, each with its name: even ones whole, odd ones with a sign lost."""
    return [
        (_number(text) + lost, key)
        for key in sorted(keys)
        for prints in [prints_of(key, leading)]
        for lost, texts in enumerate((prints.whole, prints.lost))
        for text in texts
    ]


def number_beside(number: int) -> tuple[int, ...]:
    """Return the numbers under which a held name is near a new one with a number: never both with a sign lost."""
    return (number - 1,) if number % 2 else (number, number + 1)


def _number(text: str) -> int:
    """Return the same even number for the same text, on any machine and in any version."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") & ~1


def _losing(text: str, places: Iterable[int]) -> Iterable[str]:
    """Yield a text without the sign at each of some places."""
    return (text[:at] + text[at + 1 :] for at in places if text[at] not in _KEPT)


def _levelled() -> dict[int, str]:
    """Return for each sign that is taken for others the first of them all; groups with a sign in common are one."""
    groups: list[set[str]] = []
    for signs in ALIKE:
        joined = [group for group in groups if group & set(signs)]
        groups = [group for group in groups if group not in joined] + [set(signs).union(*joined)]
    return {ord(sign): min(group) for group in groups for sign in group}


_LEVEL = _levelled()
_KEPT = TELLING | {sign.translate(_LEVEL) for sign in TELLING if sign.isdigit()}
