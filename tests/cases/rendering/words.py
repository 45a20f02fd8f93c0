"""Word documents: docx written here, doc made of it by LibreOffice."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from html import escape

from tests.cases.written import Piece, Rows, paragraphs

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def docx(piece: Piece) -> bytes:
    """Return a document with the title, paragraphs and tables in order."""
    lines = [_line(piece.title)] if piece.title else []
    for block in piece.blocks:
        lines += [_line(line) for line in paragraphs(block)] if isinstance(block, str) else [_table(block)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", f'<?xml version="1.0" encoding="UTF-8"?><w:document {_W}><w:body>{"".join(lines)}</w:body></w:document>'),
        ):  # fmt: skip
            package.writestr(zipfile.ZipInfo(name, (2024, 1, 2, 3, 4, 6)), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _line(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _table(rows: Rows) -> str:
    width = max(map(len, rows))
    grid = '<w:gridCol w:w="2000"/>' * width
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(map(_row, rows))}</w:tbl>"


def _row(row: Sequence[str]) -> str:
    """Return a row; one that says the same all along is one cell over the whole width."""
    if len(row) > 1 and len(set(row)) == 1 and row[0]:
        return f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="{len(row)}"/></w:tcPr>{_line(row[0])}</w:tc></w:tr>'
    return f"<w:tr>{''.join(f'<w:tc><w:tcPr/>{_line(cell)}</w:tc>' for cell in row)}</w:tr>"
