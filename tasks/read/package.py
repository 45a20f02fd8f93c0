"""The outside of a zip file, checked before anything in it is opened: size when unpacked, ratio, number of members."""

from __future__ import annotations

import io
import struct
import zipfile

from config.errors import Unreadable

MAX_UNPACKED = 200 * 2**20
MAX_RATIO = 200
MAX_MEMBERS = 1000
_SMALL = 2**20
_END = b"PK\x05\x06"


def check_package(body: bytes, *, about: str) -> None:
    """Refuse a zip file that would unpack to too much, holds too many members, or is locked or cut off.

    Raises:
        Unreadable: any of these; the message says which and how much was found.
    """
    end = body.rfind(_END)
    if end < 0 or len(body) < end + 22:
        raise Unreadable(about, "the zip file is cut off: its directory is missing")
    entries, directory = struct.unpack_from("<HI", body, end + 10)
    if entries > MAX_MEMBERS or directory > MAX_MEMBERS * 1024:
        raise Unreadable(about, f"the zip file has {entries} members, at most {MAX_MEMBERS} are read")
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError) as error:
        raise Unreadable(about, f"the zip file is broken: {error}") from error
    _check_members(members, about)


def _check_members(members: list[zipfile.ZipInfo], about: str) -> None:
    """Refuse what the directory itself says is too much."""
    if len(members) > MAX_MEMBERS:
        raise Unreadable(about, f"the zip file has {len(members)} members, at most {MAX_MEMBERS} are read")
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(about, "the zip file is locked with a password")
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED:
        raise Unreadable(
            about, f"it unpacks to {unpacked >> 20} MB, at most {MAX_UNPACKED >> 20} MB are read"
        )
    for member in members:
        if member.file_size > _SMALL and member.file_size > MAX_RATIO * max(1, member.compress_size):
            raise Unreadable(about, f"a member unpacks to more than {MAX_RATIO} times its size: a zip bomb")
