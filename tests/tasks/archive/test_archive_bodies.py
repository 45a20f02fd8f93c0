"""Bodies: whole or absent, never wrong."""

from __future__ import annotations

import hashlib
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.errors import StoreError
from tasks.archive.archive import Archive


@contextmanager
def disk_that_holds(size: int) -> Iterator[None]:
    """Let no file grow beyond size bytes: the nearest a test comes to a full disk without a mount."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def only_file(root: Path) -> Path:
    return next(path for path in (root / "bodies").rglob("*") if path.is_file())


@given(body=st.binary(max_size=4096))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
def test_what_is_put_comes_back_byte_for_byte(tmp_path: Path, body: bytes) -> None:
    bodies = Archive(tmp_path).bodies
    sha256 = bodies.put(body)
    assert sha256 == hashlib.sha256(body).hexdigest()
    assert bodies.has(sha256) and bodies.get(sha256) == body


def test_the_same_body_is_held_once(tmp_path: Path) -> None:
    bodies = Archive(tmp_path).bodies
    first, second = bodies.put("示例".encode()), bodies.put("示例".encode())
    assert first == second
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_bodies_are_sharded_and_compressed(tmp_path: Path) -> None:
    sha256 = Archive(tmp_path).bodies.put(b"x" * 40_000)
    path = only_file(tmp_path)
    assert path.parent == tmp_path / "bodies" / sha256[:2] / sha256[2:4]
    assert path.stat().st_size < 400


@pytest.mark.parametrize(
    "damage", [lambda packed: packed[:-3], lambda packed: b"", lambda packed: b"PK" + packed]
)
def test_a_torn_body_is_an_error_and_putting_it_again_mends_it(tmp_path: Path, damage) -> None:
    bodies = Archive(tmp_path).bodies
    sha256 = bodies.put(b"a list of names")
    path = only_file(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(StoreError, match="damaged"):
        bodies.get(sha256)
    bodies.put(b"a list of names")
    assert bodies.get(sha256) == b"a list of names"


def test_another_body_under_the_hash_is_an_error(tmp_path: Path) -> None:
    import zlib

    bodies = Archive(tmp_path).bodies
    sha256 = bodies.put(b"100 names")
    only_file(tmp_path).write_bytes(zlib.compress(b"97 names"))
    with pytest.raises(StoreError, match="damaged"):
        bodies.get(sha256)


def test_a_body_never_seen_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="poll its source again"):
        Archive(tmp_path).bodies.get("0" * 64)


@pytest.mark.parametrize("name", ["../../etc/passwd", "ABC", "", "0" * 63])
def test_a_hash_that_is_none_reaches_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError, match="not a SHA-256"):
        Archive(tmp_path).bodies.has(name)


def test_a_full_disk_says_so_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    bodies = Archive(tmp_path).bodies
    body = bytes(range(256)) * 64 + hashlib.sha256(b"").digest()
    with disk_that_holds(16), pytest.raises(StoreError, match="free some disk space"):
        bodies.put(body)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert bodies.get(bodies.put(body)) == body
