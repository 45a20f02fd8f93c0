"""What a person means by a name or an id: one subject, announcement or review, or who is near."""

from __future__ import annotations

from typing import NamedTuple

from commands.call import Call
from commands.lines import short_id
from commands.options import name_sought
from config.errors import MingdanError

SHOWN = 20
NEAR = 5


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
    text = text.strip()
    for written in dict.fromkeys((text, simplified(text))):
        candidates = _candidates(call, written)
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            raise NotFound(_several(written, candidates))
    near = _near(call, simplified(text))
    raise NotFound(
        f'nothing is known of "{text}"\n  Searched: names present and former, announcement titles and document '
        "numbers, ids past and present of subjects, announcements and reviews."
        + (f"\n  Did you mean:{near}" if near else "")
    )


def simplified(text: str) -> str:
    """Turn traditional characters into simplified ones, which the lists are written in."""
    try:
        text.encode("gb2312")  # holds what simplified script uses: nothing to turn, nothing to load
    except UnicodeEncodeError:
        from opencc import OpenCC  # a dictionary that few calls need

        turned: str = OpenCC("t2s").convert(text)
        return turned
    return text


def _candidates(call: Call, text: str) -> list[Found]:
    """Give everything that the text may mean, none for an empty one."""
    key = name_sought(text)
    return [Found(*map(str, row)) for row in call.ask("find", text=text, key=key).rows] if key else []


def _near(call: Call, text: str) -> str:
    """Write the names and titles that hold most of the text; empty where none does."""
    similar = call.records("search", words=text, kind=None, limit=NEAR)
    return "".join(
        f"\n    {short_id(str(one['about_id'])):<14}  {one['text']}"
        + (f"  {one['region']}" if one["region"] else "")
        for one in similar
    )


def _several(text: str, candidates: list[Found]) -> str:
    """Write the candidates, so that the next call can name one."""
    shown = "".join(f"\n    {short_id(one.id):<14}  {one.name}  {one.about}" for one in candidates[:SHOWN])
    many = f"{len(candidates)} things" if len(candidates) <= SHOWN else f"more than {SHOWN} things"
    return f'"{text}" may mean {many}; write more of the name, or the id:{shown}'
