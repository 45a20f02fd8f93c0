"""What members of any archive have in common: how much may be unpacked, what they are called, in which order they stand.

A name from an archive is only ever printed: it never becomes a path.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

MAX_TOTAL: Final = 200 * 2**20
MAX_MEMBER: Final = 50 * 2**20
MAX_MEMBERS: Final = 500
MAX_RATIO: Final = 200
_SMALL = 2**20
_CHUNK = 2**18
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|\._|Thumbs\.db$|desktop\.ini$|~\$)", re.IGNORECASE)
_NUMBER = re.compile(r"(\d+)")
_HANZI = str.maketrans(
    {"一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7", "八": "8", "九": "9"}
)
_COUNTED = re.compile(r"(?<=附[件表])[一二三四五六七八九十]{1,3}")


class Stream(Protocol):
    """What a member's bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """Return at most ``size`` bytes, none at the end."""
        ...


class Refused(Exception):
    """A member that cannot be read; the words say why. The others still can."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive: its printed name, and how to get its bytes, which raises Refused."""

    name: str
    open: Callable[[], bytes]


class Budget:
    """How much may still be unpacked from one archive."""

    def __init__(self) -> None:
        """Begin with all of it."""
        self.left = MAX_TOTAL

    def read(self, stream: Stream, packed: int | None = None) -> bytes:
        """Read a stream to its end by chunks; ``packed`` is its size in the archive, None where that is not known.

        Raises:
            Refused: it passes a limit: of one member, of the whole archive, or of its size packed.
        """
        chunks: list[bytes] = []
        size = 0
        while chunk := stream.read(_CHUNK):
            chunks.append(chunk)
            size += len(chunk)
            self.take(len(chunk), size, packed)
        return b"".join(chunks)

    def take(self, more: int, size: int, packed: int | None = None) -> None:
        """Count ``more`` bytes of a member that has come to ``size``.

        Raises:
            Refused: as ``read``.
        """
        self.left -= more
        if size > MAX_MEMBER:
            raise Refused(f"it unpacks to more than {MAX_MEMBER >> 20} MB")
        if self.left < 0:
            raise Refused(f"the archive unpacks to more than {MAX_TOTAL >> 20} MB")
        if packed is not None and size > _SMALL and size > MAX_RATIO * max(1, packed):
            raise Refused(f"it unpacks to more than {MAX_RATIO} times its size: a bomb")


def decode_name(raw: bytes) -> str:
    """Return a name of no stated character set: UTF-8 where its bytes can be that and mean Chinese, else GB18030.

    通知 in GBK is valid UTF-8 too, for two letters that no Chinese name has.
    """
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")
    foreign = sum("\x80" <= sign < "\u0800" for sign in name)
    if foreign and sum(sign >= "\u2e80" for sign in name) <= foreign:
        return raw.decode("gb18030", "replace")
    return name


def printed_name(raw: str) -> str:
    """Return a member's name as it may be printed: no step upwards, no unseen character, at most 200 characters."""
    steps = _UNSEEN.sub("", raw).replace("\\", "/").split("/")
    return "/".join(step for step in steps if step not in ("", ".", ".."))[-200:] or "?"


def is_junk(name: str) -> bool:
    """Say whether a member is none of its maker's: what systems and programs leave behind."""
    return bool(_JUNK.search(name))


def natural(name: str) -> tuple[tuple[int, str], ...]:
    """Return what sorts names as people do: 附件2 before 附件10, 附件二 before 附件十."""
    counted = _COUNTED.sub(lambda found: str(_counted(found[0])), name)
    return tuple(
        (int(part), "") if part.isdecimal() else (-1, part) for part in _NUMBER.split(counted) if part
    )


def _counted(hanzi: str) -> int:
    """Return a number below a hundred that is written in characters: 十二, 二十."""
    tens, ten, ones = hanzi.translate(_HANZI).rpartition("十")
    return (int(tens or 1) if ten else 0) * 10 + int(ones or 0)
