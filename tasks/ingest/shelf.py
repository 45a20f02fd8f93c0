"""What a reader made of a body, kept under the body's hash and the reader's version (architecture, invariant 2).

Reading a scan takes minutes and differs by version; a replay takes what was read then, unless it is told to read
anew. A shelf may be deleted at any time: it is filled again from the archive.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import tempfile
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Final

from tasks.archive.disk import on_disk
from tasks.read.document import Block, Cell, Document, Garble, Link, Paragraph, Table

READER_VERSION: Final = 1
"""Raised whenever a reader may make something else of the same bytes."""


class Shelf:
    """Documents by body and by what they were read with."""

    def __init__(self, root: Path) -> None:
        self.root = root / f"v{READER_VERSION}"

    def get(self, key: str) -> Document | None:
        """Return the document read under a key, or null where none was, or its file is damaged."""
        try:
            said = json.loads(gzip.decompress(self._path(key).read_bytes()))
            return _document(said)
        except (OSError, EOFError, ValueError, KeyError, TypeError):
            return None

    def put(self, key: str, document: Document) -> None:
        """Keep a document; a file that is there already is replaced whole or not at all.

        Raises:
            StoreError: the disk is full or refuses the write.
        """
        path = self._path(key)
        text = json.dumps(asdict(document), ensure_ascii=False, default=_plain).encode()
        with on_disk("keep what was read", path):
            path.parent.mkdir(parents=True, exist_ok=True)
            # a name of its own: one body may be read twice at once, where a page was captured again after a crash
            handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(gzip.compress(text, mtime=0))
                Path(name).replace(path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise

    def _path(self, key: str) -> Path:
        return self.root / key[:2] / f"{key}.json.gz"


def shelf_key(sha256: str, *read_with: object) -> str:
    """Return the key of a reading: the body and everything else that the reader was given."""
    text = "\x1f".join([sha256, *("" if part is None else str(part) for part in read_with)])
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str:
    """Return what JSON has no form for as text."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a document cannot hold {type(value).__name__}")


def _document(said: dict[str, object]) -> Document:
    """Return the document that its JSON tells; raises KeyError or TypeError where it tells none."""
    fields = dict(said)
    fields["blocks"] = tuple(_block(block) for block in _list(said["blocks"]))
    fields["attachments"] = tuple(Link(**link) for link in _list(said["attachments"]))
    fields["teasers"] = tuple(_list(said["teasers"]))
    fields["warnings"] = tuple(_list(said["warnings"]))
    published_on = said["published_on"]
    fields["published_on"] = date.fromisoformat(published_on) if isinstance(published_on, str) else None
    garble = said["garble"]
    fields["garble"] = Garble(**garble) if isinstance(garble, dict) else Garble()
    return Document(**fields)  # type: ignore[arg-type]  # a wrong field raises TypeError, which get() answers


def _block(said: dict[str, object]) -> Block:
    """Return one block: only a table has rows."""
    if "rows" not in said:
        return Paragraph(str(said["text"]), str(said["locator"]))
    rows = tuple(tuple(Cell(**cell) for cell in row) for row in _list(said["rows"]))
    return Table(rows, str(said["locator"]), str(said["name"]))


def _list(value: object) -> list[Any]:
    """Return a JSON list; raises TypeError for anything else."""
    if not isinstance(value, list):
        raise TypeError("a list was kept here")
    return value
