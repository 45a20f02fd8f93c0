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
import zlib
from pathlib import Path
from typing import Final

from tasks.archive.disk import on_disk
from tasks.read.document import Document
from tasks.read.written import document_from_plain, document_to_plain

READER_VERSION: Final = 2
"""Raised whenever a reader may make something else of the same bytes."""


class Shelf:
    """Documents by body and by what they were read with."""

    def __init__(self, root: Path) -> None:
        self.root = root / f"v{READER_VERSION}"
        self._refused: dict[str, str] = {}

    def get(self, key: str) -> tuple[Document, ...] | None:
        """Return the documents read under a key, or null where none were, or their file is damaged."""
        try:
            said = json.loads(gzip.decompress(self._path(key).read_bytes()))
            return tuple(document_from_plain(one) for one in said["documents"])
        except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, RecursionError):
            return None

    def put(self, key: str, documents: tuple[Document, ...]) -> None:
        """Keep what a body was read to; a file that is there already is replaced whole or not at all.

        Raises:
            StoreError: the disk is full or refuses the write.
        """
        path = self._path(key)
        plain = {"documents": [document_to_plain(document) for document in documents]}
        text = json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace")
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

    def refuse(self, key: str, problem: str) -> None:
        """Remember why a body could not be read, for this run alone: a later one may have the program it lacks.

        A reader that hangs must not hang again while the one writer waits for it.
        """
        self._refused[key] = problem

    def refused(self, key: str) -> str | None:
        """Return why a body could not be read in this run, or null where it was not tried or could be."""
        return self._refused.get(key)

    def _path(self, key: str) -> Path:
        return self.root / key[:2] / f"{key}.json.gz"


def shelf_key(sha256: str, *read_with: object) -> str:
    """Return the key of a reading: the body and everything else that the reader was given."""
    text = "\x1f".join([sha256, *("" if part is None else str(part) for part in read_with)])
    return hashlib.sha256(text.encode()).hexdigest()
