"""Archives of files; the names in a zip are as Chinese Windows writes them, GBK with no flag that says so."""

from __future__ import annotations

from collections.abc import Sequence

from tests.cases.written import Piece
from tests.tasks.read.written_files import rar_of, seven_zip_of, zip_of

FORMS = frozenset({"zip", "rar", "7z"})


def pack(piece: Piece, bodies: Sequence[bytes]) -> bytes:
    """Return an archive of the bodies under their pieces' names."""
    members = {member.name: body for member, body in zip(piece.members, bodies, strict=True)}
    if piece.form == "rar":
        return rar_of(members)
    if piece.form == "7z":
        return seven_zip_of(members, password=piece.look.get("password"))
    return zip_of(members, names=piece.look.get("names", "gbk"))
