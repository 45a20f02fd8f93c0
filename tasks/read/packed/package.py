"""Archives of files: each member that can be read gives its documents, one that cannot is named.

And the outside of a zip file that is a document itself, checked before anything in it is opened.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from config.errors import Unreadable
from tasks.read.about import About, ReadInner
from tasks.read.document import Document
from tasks.read.packed.packed import MAX_MEMBERS as MOST_FILES
from tasks.read.packed.packed import Budget, Member, Refused, is_junk, natural
from tasks.read.packed.packed_rar import members_of_rar
from tasks.read.packed.packed_seven import members_of_seven_zip
from tasks.read.packed.packed_tar import members_of_gzip, members_of_tar
from tasks.read.packed.packed_zip import members_of_zip

MAX_UNPACKED = 200 * 2**20
MAX_RATIO = 200
MAX_MEMBERS = 1000
_SMALL = 2**20
_END = b"PK\x05\x06"
_MOST_SAID = 5


def read_package(body: bytes, about: About, read_inner: ReadInner) -> tuple[Document, ...]:
    """Read the members of a zip, rar, 7z, tar or gz, in the order of their names as people sort them.

    What systems leave behind (``__MACOSX``, ``Thumbs.db``) counts for nothing. A member that cannot be read is named as
    not read by the first document.

    Raises:
        Unreadable: the archive is broken, locked or empty, or no member of it could be read.
        NeedsRoom: a member needs OCR or LibreOffice, and this is the small child.
    """
    try:
        found = list(islice(_members(body, about), MOST_FILES + 1))
    except Refused as refused:
        raise Unreadable(about.label, str(refused)) from refused
    members = sorted((one for one in found if not is_junk(one.name)), key=lambda one: natural(one.name))
    if not members:
        raise Unreadable(about.label, "the archive is empty")
    documents: list[Document] = []
    unread = [f"the archive has more than {MOST_FILES} members"] if len(found) > MOST_FILES else []
    for member in members[:MOST_FILES]:
        try:
            documents += read_inner(member.open(), about.member(member.name))
        except Refused as refused:
            unread.append(f"{member.name}: {refused}")
        except Unreadable as error:
            unread.append(f"{member.name}: {error.problem}")
    if not documents:
        more = f"; and {len(unread) - _MOST_SAID} more" if len(unread) > _MOST_SAID else ""
        raise Unreadable(about.label, f"no member could be read: {'; '.join(unread[:_MOST_SAID])}{more}")
    first = replace(documents[0], unread=(*documents[0].unread, *unread))
    return (first, *documents[1:])


def _members(body: bytes, about: About) -> Iterator[Member]:
    """Yield the members of an archive by its first bytes."""
    budget = Budget()
    if body.startswith(b"PK"):
        return members_of_zip(body, budget)
    if body.startswith(b"Rar!"):
        return members_of_rar(body, budget)
    if body.startswith(b"7z\xbc\xaf"):
        return members_of_seven_zip(body, budget)
    if body.startswith(b"\x1f\x8b"):
        return members_of_gzip(body, budget, about.name or "?")
    return members_of_tar(body, budget)


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
