"""The golden cases as they are written down: ``announcement.yaml``, what arrived, and ``expected.yaml``, what it means.

A case says what stood on a page and in its attachments, and in which form each arrived; ``rendering`` makes the bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).parent / "announcements"
FORMS = (
    "html",
    "text",
    "csv",
    "xlsx",
    "xls",
    "docx",
    "doc",
    "pdf",
    "png",
    "jpg",
    "scan",
    "ofd",
    "zip",
    "rar",
    "7z",
)
OUTSIDE = frozenset({"doc", "png", "jpg", "scan", "rar"})
"""Forms that need LibreOffice, OCR or unar: minutes rather than seconds, and not on every machine."""

Rows = tuple[tuple[str, ...], ...]
Block = str | Rows


@dataclass(frozen=True, slots=True)
class Piece:
    """One body as a case writes it down: the page, an attachment, or a member of an archive.

    ``blocks`` are texts (one paragraph a line) and tables. ``file`` are bytes committed beside the case, taken as they
    are; ``missing`` says why the body never arrived; ``look`` is everything else its renderer may be told.
    """

    name: str
    form: str
    blocks: tuple[Block, ...] = ()
    title: str = ""
    day: date | None = None
    origin: str = ""
    url: str = ""
    file: Path | None = None
    missing: str = ""
    members: tuple[Piece, ...] = ()
    look: Mapping[str, Any] = field(default_factory=dict)

    @property
    def tables(self) -> tuple[Rows, ...]:
        """The tables alone, in order."""
        return tuple(block for block in self.blocks if not isinstance(block, str))

    @property
    def lines(self) -> tuple[str, ...]:
        """The paragraphs alone, in order."""
        return tuple(line for block in self.blocks if isinstance(block, str) for line in paragraphs(block))


@dataclass(frozen=True, slots=True)
class Case:
    """One golden announcement: where it was seen, what the list page said of it, its page and its attachments.

    ``fixed`` says why it is not to be varied; empty where it may be.
    """

    id: str
    provenance: str
    source: Mapping[str, str]
    hints: Mapping[str, Any]
    page: Piece | None
    attachments: tuple[Piece, ...]
    fixed: str = ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The page and its attachments, and what stands in their archives."""
        outer = (*((self.page,) if self.page else ()), *self.attachments)
        return tuple(piece for one in outer for piece in (one, *_inside(one)))

    @property
    def needs_outside(self) -> bool:
        """Whether it takes OCR or LibreOffice to read."""
        return any(piece.form in OUTSIDE or piece.look.get("slow") for piece in self.pieces)


def folders() -> list[Path]:
    """Return the folders of all cases, in order."""
    return sorted(path for path in CASES.iterdir() if (path / "announcement.yaml").exists())


@cache
def load(folder: Path) -> Case:
    """Read what a case says arrived."""
    return case_of(_yaml(folder / "announcement.yaml"), folder)


def case_of(said: Mapping[str, Any], folder: Path) -> Case:
    """Give the case that a mapping says, as ``announcement.yaml`` would; ``file`` is sought beside it in the folder."""
    page = said.get("page")
    return Case(
        id=folder.name,
        provenance=said["provenance"],
        source=said["source"],
        hints=said.get("hints", {}),
        page=_piece({"form": "html", **page}, folder) if page else None,
        attachments=tuple(_piece(one, folder) for one in said.get("attachments", ())),
        fixed=said.get("fixed", ""),
    )


def expected(folder: Path) -> dict[str, Any]:
    """Return what a case should come to; empty where nobody has said it yet."""
    path = folder / "expected.yaml"
    return _yaml(path) if path.exists() else {}


def paragraphs(text: str) -> list[str]:
    """Divide a text block into its paragraphs; blank lines are none."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def _yaml(path: Path) -> dict[str, Any]:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _inside(piece: Piece) -> tuple[Piece, ...]:
    return tuple(one for member in piece.members for one in (member, *_inside(member)))


def _piece(said: dict[str, Any], folder: Path) -> Piece:
    known = dict(said)
    name = known.pop("name", "")
    members = tuple(_piece(one, folder) for one in known.pop("members", ()))
    blocks = tuple(_block(block) for block in known.pop("blocks", ()))
    file = folder / known.pop("file") if "file" in known else None
    form = known.pop("form", "") or _form(name, file, bool(members), blocks)
    plain = {key: known.pop(key) for key in ("title", "day", "origin", "url", "missing") if key in known}
    if form not in FORMS and file is None:
        raise ValueError(f"{folder.name}: {form} is no form that can be written: {', '.join(FORMS)}")
    return Piece(name, form, blocks, file=file, members=members, look=known, **plain)


def _form(name: str, file: Path | None, packed: bool, blocks: tuple[Block, ...]) -> str:
    """Return the form said by the name's ending; for a bare name what fits the content."""
    ending = (file.name if file else name).rpartition(".")[2].lower()
    ending = {"txt": "text", "htm": "html", "jpeg": "jpg"}.get(ending, ending)
    if file is not None or ending in FORMS:
        return ending
    if packed:
        return "zip"
    return "docx" if any(isinstance(block, str) for block in blocks) else "xlsx"


def _block(block: str | dict[str, Any]) -> Block:
    """Return a text, or a table given by its rows and filled up with made-up ones to a number."""
    if isinstance(block, str):
        return block
    rows = [tuple(str(cell) for cell in row) for row in block["table"]]
    fill = block.get("fill")
    for number in range(len(rows), fill["to"] + 1) if fill else ():
        rows.append(tuple(str(cell).replace("{n}", str(number)) for cell in fill["row"]))
    return tuple(rows)
