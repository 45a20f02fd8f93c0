"""From questions to exhibits, and to the files of a folder that a person can open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tasks.archive.bodies import Bodies
from tasks.archive.disk import on_disk
from tasks.evidence.crop import picture_of
from tasks.evidence.gather import Witness
from tasks.evidence.marked import Exhibit, write_page
from tasks.evidence.place import Spot, find_name, find_place

MOST_EXHIBITS = 20
"""How many places are shown of one question; how many more there are is said."""
PAGE = "evidence.html"
_OURS = re.compile(r"\d\d-(?:place|p-\d+|(?:page|table|sheet)-\d+[a-z0-9-]*)\.png")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person is asked about one place, which a locator or else a name tells; ``sha256`` of its body, if known."""

    text: str
    locator: str = ""
    name: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """One exhibit as it lies on the disk; ``picture`` is null where there is none."""

    asked: tuple[str, ...]
    where: str
    picture: Path | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that was written: the page that shows everything, its exhibits, and how many places are left out."""

    page: Path
    exhibits: tuple[Written, ...]
    more: int


def show_places(
    asked: Iterable[Asked], witnesses: Sequence[Witness], bodies: Bodies
) -> tuple[tuple[Exhibit, ...], int]:
    """Return the exhibits of some questions, at most ``MOST_EXHIBITS``, and how many places are left out.

    Questions about one place are one exhibit. One whose place is not found is an exhibit of words alone.
    """
    places: dict[tuple[object, ...], tuple[Witness, Spot]] = {}
    texts: dict[tuple[object, ...], list[str]] = {}
    for one in asked:
        found = [(witness, spot) for witness in witnesses for spot in _spots(one, witness)]
        for witness, spot in found:
            key = (witness.capture.capture_id, id(spot.document), spot.block, spot.row)
            places[key] = witness, spot
            texts.setdefault(key, []).append(one.text)
        if not found:
            texts.setdefault(("nowhere", one.locator or one.name), []).append(one.text)
    shown = list(texts)[:MOST_EXHIBITS]
    exhibits = tuple(
        _exhibit(tuple(dict.fromkeys(texts[key])), key, places.get(key), bodies) for key in shown
    )
    return exhibits, len(texts) - len(shown)


def write_evidence(
    folder: Path, title: str, facts: Sequence[str], exhibits: Sequence[Exhibit], more: int
) -> Evidence:
    """Write a page with all exhibits, and beside it each picture; what an earlier look left there is replaced.

    Raises:
        StoreError: the folder cannot be made or written.
    """
    page, written = folder / PAGE, []
    with on_disk("write the evidence", folder):
        folder.mkdir(parents=True, exist_ok=True)
        for stale in filter(_is_ours, folder.glob("[0-9][0-9]-*.png")):
            stale.unlink()
        for number, one in enumerate(exhibits, 1):
            picture = folder / f"{number:02}-{_slug(one.where)}.png" if one.picture else None
            if picture is not None:
                picture.write_bytes(one.picture)
            written.append(Written(one.asked, one.where, picture))
        page.write_text(write_page(title, facts, exhibits), encoding="utf-8")
    return Evidence(page, tuple(written), more)


def _spots(one: Asked, witness: Witness) -> tuple[Spot, ...]:
    """Return where a question points to in one capture."""
    if one.sha256 and all(document.sha256 != one.sha256 for document in witness.documents):
        return ()
    if one.locator:
        return find_place(witness.documents, one.locator, sha256=one.sha256)
    return find_name(witness.documents, one.name)[:1] if one.name else ()


def _exhibit(
    texts: tuple[str, ...], key: tuple[object, ...], place: tuple[Witness, Spot] | None, bodies: Bodies
) -> Exhibit:
    """Return one exhibit, with its picture where its document has pages."""
    if place is None:
        sought = str(key[1])
        return Exhibit(
            texts, sought, note="this place is not found in what is read of it today" if sought else ""
        )
    witness, spot = place
    picture, note = picture_of(spot, bodies)
    named = spot.locator.rpartition(": ")[2] if spot.document.inside else spot.locator
    told = (witness.called(spot.document), named, spot.document.read_by)
    return Exhibit(texts, ", ".join(part for part in told if part), spot, picture, note)


def _is_ours(picture: Path) -> bool:
    """Say whether a picture is named as ``_slug`` names them: the folder may be a person's own, with pictures of theirs."""
    return _OURS.fullmatch(picture.name) is not None


def _slug(text: str) -> str:
    """Return a text as part of a file name: our own words of a place, nothing of the outside's."""
    place = re.search(r"(?:page \d+ )?(?:table|sheet) \d+[!\w ]*|p\[\d+\]|page \d+", text)
    return re.sub(r"[^a-z0-9]+", "-", place[0].lower()).strip("-")[:40] if place else "place"
