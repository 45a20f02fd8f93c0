"""Word documents: docx as it is written, doc made of it by LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.cases.written import Piece, paragraphs
from tests.tasks.read.written_files import docx_of


def docx(piece: Piece) -> bytes:
    """Return a document with the title, paragraphs and tables in order."""
    blocks: list[str | list[list[str]]] = []
    for block in piece.blocks:
        if isinstance(block, str):
            blocks += paragraphs(block)
        else:
            blocks.append([list(row) for row in block])
    return docx_of(piece.title, blocks)


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
