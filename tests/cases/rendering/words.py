"""Word documents: docx as it is written, doc made of it by LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.cases.written import Piece, paragraphs
from tests.tasks.read.written_files import docx_of, docx_with, paragraph, table

_AUTO = "№"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_COUNTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
_COUNTING = (
    f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def docx(piece: Piece) -> bytes:
    """Return a document with the title, paragraphs and tables in order.

    ``auto_numbers``: Word itself counts the rows; no cell of the first column holds its number.
    """
    if piece.look.get("auto_numbers"):
        return _counted(piece)
    blocks: list[str | list[list[str]]] = []
    for block in piece.blocks:
        if isinstance(block, str):
            blocks += paragraphs(block)
        else:
            blocks.append([list(row) for row in block])
    return docx_of(piece.title, blocks)


def _counted(piece: Piece) -> bytes:
    parts = [paragraph(line) for line in (piece.title, *piece.lines) if line]
    for rows in piece.tables:
        xml = table([rows[0], *((_AUTO, *row[1:]) for row in rows[1:])])
        parts.append(xml.replace(paragraph(_AUTO), paragraph("", _COUNTED)))
    relation = ("rId9", "numbering", "numbering.xml")
    return docx_with("".join(parts), {"word/numbering.xml": _COUNTING.encode()}, [relation])


def doc(piece: Piece) -> bytes:
    """Return the old binary form, as LibreOffice writes it."""
    return convert(docx(piece), "docx", "doc")


def convert(body: bytes, form: str, wanted: str) -> bytes:
    """Return a body in another form of office document."""
    office = shutil.which("soffice")
    assert office is not None, "LibreOffice is needed to write this form"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"one.{form}").write_bytes(body)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        words = [
            office,
            profile,
            "--headless",
            "--convert-to",
            wanted,
            "--outdir",
            folder,
            f"{folder}/one.{form}",
        ]
        subprocess.run(words, check=True, capture_output=True, timeout=110)
        return (Path(folder) / f"one.{wanted}").read_bytes()
