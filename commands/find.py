"""What a person means by a name or an id: one subject, announcement or review, or who is near."""

from __future__ import annotations

from typing import NamedTuple

from commands.call import Call
from commands.lines import short_id
from commands.options import name_sought
from config.errors import MingdanError

SHOWN = 20


class NotFound(MingdanError):
    """Nothing, or no one thing, is meant by a name; prevents showing another's history as this one's."""


class Found(NamedTuple):
    """The one thing meant: 'subject', 'announcement' or 'review', its id and its name."""

    what: str
    id: str
    name: str
    about: str


def find(call: Call, text: str) -> Found:
    """Find the one subject, announcement or review that an id, a name or a unique part of one means.

    Args:
        call: whose published file is searched.
        text: an id or its beginning, any name a subject ever had, a document number, or part of a name or title.

    Raises:
        NotFound: nothing is called so (with similar names), or several are (with the candidates).
    """
    text, key = text.strip(), name_sought(text)
    candidates = [Found(*map(str, row)) for row in call.ask("find", text=text, key=key).rows] if key else []
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        raise NotFound(_several(text, candidates))
    similar = call.ask("similar", key=key).rows
    near = "".join(f"\n    {name}" + (f"  {region}" if region else "") for name, region in similar)
    raise NotFound(
        f'nothing is known of "{text}"\n  Searched: names present and former, announcement titles and document '
        "numbers, ids of subjects, announcements and reviews." + (f"\n  Similar names:{near}" if near else "")
    )


def _several(text: str, candidates: list[Found]) -> str:
    """Write the candidates, so that the next call can name one."""
    shown = "".join(f"\n    {short_id(one.id):<14}  {one.name}  {one.about}" for one in candidates[:SHOWN])
    many = f"{len(candidates)} things" if len(candidates) <= SHOWN else f"more than {SHOWN} things"
    return f'"{text}" may mean {many}; write more of the name, or the id:{shown}'
