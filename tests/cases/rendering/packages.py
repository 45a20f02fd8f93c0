"""Archives of files, with names as Chinese Windows writes them into a zip: GBK, and no flag that says so."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from tests.cases.written import Piece

FORMS = frozenset({"zip"})


def pack(piece: Piece, bodies: Sequence[bytes]) -> bytes:
    """Return an archive of the bodies under their pieces' names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for member, body in zip(piece.members, bodies, strict=True):
            raw = member.name.encode(piece.look.get("names", "gbk")).decode("cp437")
            package.writestr(zipfile.ZipInfo(raw, (2024, 1, 2, 3, 4, 6)), body, zipfile.ZIP_DEFLATED)
    return _without_flag(out.getvalue())


def _without_flag(body: bytes) -> bytes:
    return body
