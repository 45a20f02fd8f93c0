"""Any piece of a case to the bytes that would have arrived."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence

from tests.cases.rendering import packages, pictures, plain, prints, sheets, web, words
from tests.cases.rendering.spoilt import spoil
from tests.cases.written import Case, Piece
from tests.tasks.read.drawn import has_fonts

_WRITERS: dict[str, Callable[[Piece], bytes]] = {
    "text": plain.text,
    "xlsx": sheets.xlsx,
    "xls": sheets.xls,
    "csv": sheets.table_text,
    "docx": words.docx,
    "doc": words.doc,
    "pdf": prints.pdf,
    "ofd": prints.ofd,
    "png": pictures.png,
    "jpg": pictures.jpg,
    "scan": pictures.scan,
}


_DRAWN = frozenset({"pdf", "ofd", "png", "jpg", "scan"})


def programs_of(case: Case) -> tuple[str, ...]:
    """Return the system programs that a case is written and read with."""
    return ("soffice",) if any(piece.form == "doc" for piece in case.pieces) else ()


def lacking(case: Case) -> str:
    """Name what a case needs and this machine has not, fonts among it; empty when it has all."""
    fonts = any(piece.form in _DRAWN for piece in case.pieces) and not has_fonts()
    missing = [program for program in programs_of(case) if shutil.which(program) is None]
    return ", ".join([*missing, *(["the fonts of packages.txt"] if fonts else [])])


def render(piece: Piece, files: Sequence[Piece] = ()) -> bytes:
    """Return a piece's bytes; ``files`` are the attachments that a page links to."""
    return spoil(piece, piece.file.read_bytes() if piece.file is not None else _written(piece, files))


def _written(piece: Piece, files: Sequence[Piece]) -> bytes:
    if piece.form == "html":
        return web.page(piece, files)
    if piece.form in packages.FORMS:
        return packages.pack(piece, [render(member) for member in piece.members])
    return _WRITERS[piece.form](piece)
