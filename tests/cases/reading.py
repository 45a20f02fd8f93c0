"""A golden case the whole way: bytes, documents, the notice, the gate's word; and all of it in a form to be read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from config.errors import ReadError
from tasks.ledger.gate import Unread, Verdict, reconcile
from tasks.read.about import About
from tasks.read.child import read_apart
from tasks.read.document import Document
from tasks.recognise.notice import Notice, Problem, Unsettled
from tasks.recognise.recognise import Hints
from tests.cases.rendering.render import render
from tests.cases.written import Case, Piece, load
from tests.tasks.recognise.cases import Outcome, make_source, plain, programmes, run

URL = "https://gov.example/art/2026/3/5/art_1_2.html"
Reads = Callable[[bytes, About], tuple[Document, ...]]


@dataclass(frozen=True, slots=True)
class Arrived:
    """One body of a case as it arrived: its printed name (empty for the page), its address, its bytes or why none.

    ``picture`` is an image of the page's own body.
    """

    name: str
    url: str
    body: bytes | None
    problem: str = ""
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What a case comes to: the notice, the gate's word on it (null where there is no notice), what was not read."""

    outcome: Outcome
    verdict: Verdict | None
    unread: tuple[Unread, ...]
    documents: tuple[Document, ...] = ()

    @property
    def held(self) -> bool:
        """Whether it waits for a person."""
        return isinstance(self.outcome, Unsettled) or (self.verdict is not None and not self.verdict.accepted)


def run_case(folder: Path, *, reads: Reads = read_apart) -> Outcomes:
    """Read one case from its folder."""
    return read_case(load(folder), bodies_of(folder), reads=reads)


@cache
def bodies_of(folder: Path) -> tuple[Arrived, ...]:
    """Return the bodies of a case; made once, for a workbook holds the instant it was made at."""
    return tuple(arrive(load(folder)))


def arrive(case: Case) -> Iterator[Arrived]:
    """Yield the bodies of a case in order, the page first."""
    if case.page is not None:
        if case.page.missing:
            yield Arrived("", case.page.url or URL, None, case.page.missing)
        else:
            yield Arrived("", case.page.url or URL, render(case.page, case.attachments))
    for at, piece in enumerate(case.attachments, start=1):
        yield _arrived(piece, at)


def _arrived(piece: Piece, at: int) -> Arrived:
    url = piece.url or f"https://gov.example/files/{at}.{piece.form}"
    body = None if piece.missing else render(piece)
    return Arrived(piece.name, url, body, piece.missing, bool(piece.look.get("picture")))


def read_case(case: Case, bodies: tuple[Arrived, ...], *, reads: Reads = read_apart) -> Outcomes:
    """Read the bodies of a case, recognise what they make, and let the gate judge it, as a capture is taken in."""
    unread: list[Unread] = []
    read = [(one, _read(one, reads, unread)) for one in bodies]
    pages = [documents for one, documents in read if not one.name]
    page = pages[0][0] if pages and pages[0] else None
    rest = [document for documents in pages for document in documents[1:]]
    attachments = [*rest, *(document for one, documents in read if one.name for document in documents)]
    documents = (*((page,) if page else ()), *attachments)
    hints = case.hints
    if page is None and case.page is not None:
        title = hints.get("title", "")
        problem = Problem("unread", "; ".join(part.text for part in unread))
        return Outcomes(Unsettled(title or case.page.url or URL, "", problem), None, tuple(unread), documents)
    outcome = run(
        page, *attachments, source=make_source(**case.source),
        hints=Hints(hints.get("title", ""), hints.get("dated"), hints.get("doc_number", ""), URL),
    )  # fmt: skip
    verdict = None
    if isinstance(outcome, Notice):
        verdict = reconcile(outcome, programmes()[outcome.programme_id], unread=tuple(unread))
    return Outcomes(outcome, verdict, tuple(unread), documents)


def _read(arrived: Arrived, reads: Reads, unread: list[Unread]) -> tuple[Document, ...]:
    """Return the documents of one body; what is not read is named in ``unread``."""
    said = arrived.name or "the page"
    if arrived.body is None:
        unread.append(Unread(f"{said}: {arrived.problem}", arrived.picture))
        return ()
    sha256 = hashlib.sha256(arrived.body).hexdigest()
    try:
        documents = reads(arrived.body, About(sha256, url=arrived.url, name=arrived.name))
    except ReadError as error:
        unread.append(Unread(f"{said}: {error.problem}", arrived.picture))
        return ()
    for document in documents:
        unread += [Unread(f"{document.inside or said}: {what}", arrived.picture) for what in document.unread]
    return documents


def as_data(outcomes: Outcomes) -> dict[str, Any]:
    """Return what a case comes to as ``expected.yaml`` would say it."""
    said: dict[str, Any] = plain(outcomes.outcome)
    if outcomes.verdict is not None:
        problems = outcomes.verdict.problems
        said["gate"] = [{problem.kind: problem.text} for problem in problems] or "accepted"
    if outcomes.unread:
        said["unread"] = [part.text for part in outcomes.unread]
    return as_read(said)


def as_read(said: dict[str, Any]) -> dict[str, Any]:
    """Return data as it comes back from a file."""
    back: dict[str, Any] = yaml.load(dump(said), Loader=yaml.CSafeLoader)
    return back


def dump(said: dict[str, Any]) -> str:
    """Return data as the text of ``expected.yaml``."""
    return yaml.dump(said, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000)


def differences(expected: dict[str, Any], actual: dict[str, Any]) -> list[str]:
    """Say, a line each, where a reading is not what was expected; empty when it is.

    A problem may be expected by its kind alone, or without its words or further places; what was not read by its name
    alone.
    """
    wanted, got = dict(expected), dict(actual)
    wanted.pop("known", None)
    if _named(wanted.get("unread", []), got.get("unread", [])):
        wanted.pop("unread", None)
        got.pop("unread", None)
    return list(_differ("", wanted, got))


def _named(wanted: list[str], got: list[str]) -> bool:
    """Say whether the parts that were not read are the expected ones."""
    return len(wanted) == len(got) and all(
        one in (other, other.partition(": ")[0]) for one, other in zip(wanted, got, strict=True)
    )


def _differ(place: str, wanted: object, got: object) -> Iterator[str]:
    """Yield where two pieces of plain data differ, as deep down as they can be told apart."""
    if isinstance(wanted, dict) and isinstance(got, dict):
        for key in dict.fromkeys((*wanted, *got)):
            if key in wanted or key not in ("text", "also") or "kind" not in got:
                yield from _differ(f"{place}.{key}".lstrip("."), wanted.get(key), got.get(key))
    elif isinstance(wanted, list) and isinstance(got, list) and len(wanted) == len(got):
        for at, (one, other) in enumerate(zip(wanted, got, strict=True), start=1):
            yield from _differ(f"{place}[{at}]", one, other)
    elif wanted != got and not (
        isinstance(wanted, str) and isinstance(got, dict) and wanted in (*got, got.get("kind"))
    ):
        yield f"{place}: expected {wanted!r}, got {got!r}"
