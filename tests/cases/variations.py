"""Every golden announcement in other clothes: other sites, other forms, lists moved into an attachment or back, garbled.

What is expected stays: rows and facts are those of the case as it is written. A case that says ``fixed`` in its
``announcement.yaml`` (its point is the form itself) is taken as it is only, and so are bytes committed beside a case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tests.cases.reading import URL, Arrived, arrive
from tests.cases.rendering.damages import DAMAGES, damage
from tests.cases.rendering.garbles import GARBLES, fits
from tests.cases.rendering.render import render
from tests.cases.rendering.web import STYLES
from tests.cases.written import FORMS, Block, Case, Piece, paragraphs

ATTACHED = ("xlsx", "xls", "csv", "docx", "pdf", "ofd", "zip")
DRAWN = ("png", "large png", "scan")
_SHORT = 60
_LARGE = {"points": 16, "dpi": 200}
"""三号, in which offices set their lists, at the usual resolution of a scan; the other pictures are in 10.5 points at 150."""


@dataclass(frozen=True, slots=True)
class Variation:
    """One case in one dress: ``kind`` is what accuracy counts it under."""

    case: Case
    kind: str

    def bodies(self) -> tuple[Arrived, ...]:
        """Return the bodies that arrive."""
        return tuple(_bodies(self.case, self.kind))


def variations(case: Case, *, drawn: bool = False) -> Iterator[Variation]:
    """Yield a case as it is, then in every dress that fits it; ``drawn`` adds pictures and scans, which take OCR.

    The kind of a case as it is names the forms that it is made of.
    """
    forms = sorted({piece.form for piece in case.pieces if not piece.missing})
    if drawn or not case.needs_outside:
        yield Variation(case, f"as it is: {'+'.join(forms)}")
    if case.fixed or case.needs_outside or any(piece.file or piece.missing for piece in case.pieces):
        return
    if case.page is not None:
        yield from (Variation(case, f"html {style}") for style in STYLES)
        yield from (Variation(case, kind) for kind in ("html breaks", "text"))
        yield from (Variation(case, f"garbled: {name}") for name in GARBLES if fits(name, case.page))
        if any(one.blocks for one in _unpacked(case.attachments)):
            yield Variation(case, "html whole")
    yield from (
        Variation(case, f"damaged: {name}") for name, change in DAMAGES.items() if damage(case, change)
    )
    if _attached(case):
        yield from (Variation(case, form) for form in (*ATTACHED, *(DRAWN if drawn else ())))


def _bodies(case: Case, kind: str) -> Iterator[Arrived]:
    name, _, rest = kind.partition(" ")
    page = case.page
    if name == "as":
        yield from arrive(case)
    elif name == "damaged:":
        yield from arrive(damage(case, DAMAGES[rest]) or case)
    elif name == "garbled:" and page is not None:
        yield Arrived("", URL, GARBLES[rest](page))
        yield from _files(case.attachments)
    elif rest == "whole" and page is not None:
        yield Arrived("", URL, render(_whole(case, page)))
    elif name == "html" and page is not None:
        look = {"body": rest} if rest == "breaks" else {"style": rest}
        yield Arrived("", URL, render(replace(page, look={**page.look, **look}), case.attachments))
        yield from _files(case.attachments)
    elif name == "text" and page is not None:
        yield Arrived("", URL, render(replace(page, form="text")))
        yield from _files(case.attachments)
    else:
        yield from _attached_as(case, kind)


def _attached_as(case: Case, form: str) -> Iterator[Arrived]:
    page, attachments = _moved(case)
    dressed = [_dress(one, form) for one in attachments]
    if page is not None:
        yield Arrived("", URL, render(page, dressed))
    yield from _files(dressed)


def _files(pieces: list[Piece] | tuple[Piece, ...]) -> Iterator[Arrived]:
    for at, piece in enumerate(pieces, start=1):
        yield Arrived(piece.name, f"https://gov.example/files/{at}.{piece.form}", render(piece))


def _dress(piece: Piece, form: str) -> Piece:
    """Return an attachment in another form; what only its own form can say (a sheet's name) stands as a line."""
    if form == "zip":
        return Piece(f"{piece.name}.zip", "zip", members=(replace(piece, name=f"{piece.name}.{piece.form}"),))
    if form == "large png":
        return replace(_spelt_out(piece), form="png", look={"drawn": _LARGE})
    return replace(piece if form in ("xlsx", "xls") else _spelt_out(piece), form=form)


def _spelt_out(piece: Piece) -> Piece:
    names = piece.look.get("sheets")
    if not names:
        return piece
    blocks = tuple(
        block for name, rows in zip(names, piece.tables, strict=True) for block in (str(name), rows)
    )
    return replace(piece, blocks=blocks, look={})


def _unpacked(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return attachments with the members of archives in the place of these."""
    return tuple(one for piece in pieces for one in (_unpacked(piece.members) if piece.members else (piece,)))


def _attached(case: Case) -> bool:
    """Say whether a case has lists that stand in attachments, or tables in its page that can be moved into one."""
    return bool(case.attachments) or (case.page is not None and bool(case.page.tables))


def _moved(case: Case) -> tuple[Piece | None, tuple[Piece, ...]]:
    """Return page and attachments, with the tables of a page that has no attachments moved into one.

    The short lines right above a table are its heading and go with it.
    """
    if case.attachments or case.page is None:
        return case.page, _unpacked(case.attachments)
    kept: list[Block] = []
    moved: list[Block] = []
    for block in case.page.blocks:
        if isinstance(block, str):
            kept.append(block)
            continue
        heading = _headings(kept.pop()) if kept and isinstance(kept[-1], str) else ("", "")
        kept += [heading[0]] if heading[0] else []
        moved += [heading[1], block] if heading[1] else [block]
    kept = [*kept, "附件：名单"]
    return replace(case.page, blocks=tuple(kept)), (Piece("附件：名单", "docx", tuple(moved)),)


def _headings(text: str) -> tuple[str, str]:
    """Divide a text before a table into what stays and the short lines at its end that head the table."""
    lines = paragraphs(text)
    at = len(lines)
    while (
        at
        and len(lines[at - 1]) <= _SHORT
        and not lines[at - 1].endswith(("。", "；", "日"))
        and at > len(lines) - 2
    ):
        at -= 1
    return "\n".join(lines[:at]), "\n".join(lines[at:])


def _whole(case: Case, page: Piece) -> Piece:
    """Return a page with what its attachments say below its own text, each under its name."""
    attached = (_spelt_out(one) for one in _unpacked(case.attachments))
    behind = [block for one in attached for block in (_without_ending(one.name), *one.blocks)]
    return replace(page, blocks=(*page.blocks, *behind))


def _without_ending(name: str) -> str:
    return name.rpartition(".")[0] if name.rpartition(".")[2].lower() in FORMS else name
