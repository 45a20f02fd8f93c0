"""The bodies of everything ever fetched, each under the SHA-256 of its bytes.

A body is compressed, sharded by its first four hex digits and written so that it is whole or absent: temporary
file, fsync, rename, fsync of the folder. Nothing here knows what a body means, and nothing is ever changed.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import zlib
from pathlib import Path

from config.errors import StoreError
from tasks.archive.disk import on_disk, sync_folder

_HASH = re.compile(r"[0-9a-f]{64}")


class Bodies:
    """A content-addressed store of bodies below ``root/bodies``."""

    def __init__(self, root: Path) -> None:
        self._folder = root / "bodies"

    def put(self, body: bytes) -> str:
        """Store a body and return its SHA-256 in lower-case hex; a body already held whole costs no write.

        Raises:
            StoreError: The disk is full or refuses the write; nothing half-written stays.
        """
        sha256 = hashlib.sha256(body).hexdigest()
        path = self._path(sha256)
        if path.exists() and self._read(path, sha256) is not None:
            return sha256
        with on_disk(f"store body {sha256}", path):
            self._write(path, body)
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return the body of this hash.

        Raises:
            StoreError: The archive does not hold it, or what it holds is torn or not the body of this hash.
        """
        path = self._path(sha256)
        if not path.exists():
            raise StoreError(
                f"body {sha256} is not in the archive; restore it from a backup or poll its source again"
            )
        body = self._read(path, sha256)
        if body is None:
            raise StoreError(
                f"body {sha256} is damaged ({path}); restore it from a backup or poll its source again"
            )
        return body

    def has(self, sha256: str) -> bool:
        """Say whether a body of this hash is held (its bytes are checked when they are read)."""
        return self._path(sha256).exists()

    def _path(self, sha256: str) -> Path:
        if not _HASH.fullmatch(sha256):
            raise StoreError(f"{sha256!r} is not a SHA-256 in lower-case hex")
        return self._folder / sha256[:2] / sha256[2:4] / f"{sha256}.zz"

    @staticmethod
    def _read(path: Path, sha256: str) -> bytes | None:
        with on_disk(f"read body {sha256}", path):
            packed = path.read_bytes()
        try:
            body = zlib.decompress(packed)
        except zlib.error:
            return None
        return body if hashlib.sha256(body).hexdigest() == sha256 else None

    def _write(self, path: Path, body: bytes) -> None:
        made = [folder for folder in (path.parent, path.parent.parent, self._folder) if not folder.exists()]
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(zlib.compress(body, 6))
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
        for folder in made:
            sync_folder(folder.parent)
