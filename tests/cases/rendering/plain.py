"""A page saved or pasted as plain text: title, what stands under it, body; a table's cells apart by tabs."""

from __future__ import annotations

from tests.cases.written import Piece, paragraphs


def text(piece: Piece) -> bytes:
    """Return the text in UTF-8."""
    said = [piece.title] if piece.title else []
    if piece.day:
        said.append(f"发布时间：{piece.day:%Y-%m-%d}")
    if piece.origin:
        said.append(piece.origin if "来源" in piece.origin else f"来源：{piece.origin}")
    for block in piece.blocks:
        said += paragraphs(block) if isinstance(block, str) else ["\t".join(row) for row in block]
    return "\n".join(said).encode(piece.look.get("charset", "utf-8"))
