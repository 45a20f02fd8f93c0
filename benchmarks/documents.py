"""The same made-up list as a file of every kind, for measuring how long it takes to read."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Final

from tests.tasks.read.drawn import Look, as_bytes, draw_page
from tests.tasks.read.printed import pdf_of
from tests.tasks.read.written_files import csv_of, docx_of, xls_of, xlsx_of

HEAD: Final = ["序号", "集群名称", "所属地区", "主导产业", "备注"]
TITLE: Final = "2025年度示例省中小企业特色产业集群名单"
PAGE: Final = 40
"""Rows of a page that is read by OCR."""


def rows(number: int) -> list[list[str]]:
    """Return a header and so many rows."""
    return [
        HEAD, *([str(n), f"示例市示例{n}区智能装备产业集群", f"示例省示例{n % 17}市", "装备制造", ""] for n in range(1, number + 1)),
    ]  # fmt: skip


def html_of(number: int) -> bytes:
    """Return a page with one table."""
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows(number)
    )
    return (
        f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div class='TRS_Editor'>"
        f"<p>现将名单予以公布。</p><table border=1>{lines}</table></div></body></html>"
    ).encode()


def word97_of(number: int) -> bytes:
    """Return an old binary Word file, made by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "list.docx"
        made.write_bytes(docx_of(TITLE, [rows(number)]))
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "doc",
             "--outdir", folder, str(made)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return made.with_suffix(".doc").read_bytes()


def picture_of(number: int = PAGE) -> bytes:
    """Return a page as a picture, three columns wide, as a scanner at 150 dpi gives it."""
    return as_bytes(draw_page([row[:3] for row in rows(number)], title=TITLE, look=Look()))


FILES: Final[dict[str, Callable[[], bytes]]] = {
    "html": lambda: html_of(3000),
    "csv": lambda: csv_of(rows(3000)),
    "xlsx": lambda: xlsx_of({"名单": rows(3000)}),
    "xls": lambda: xls_of({"名单": rows(3000)}),
    "docx": lambda: docx_of(TITLE, [rows(500)]),
    "doc": lambda: word97_of(100),
    "pdf": lambda: pdf_of(TITLE, [rows(500)]),
    "picture": picture_of,
}
"""A file of each kind, by what the benchmark calls it."""
