"""The members of a tar, and the one file of a gz; a tar in a gz is one archive."""

from __future__ import annotations

import gzip
import io
import tarfile
import zlib
from collections.abc import Iterator
from functools import partial

from tasks.read.packed.packed import Budget, Member, Refused, decode_name, printed_name

_TAR = slice(257, 262)


def members_of_gzip(body: bytes, budget: Budget, name: str) -> Iterator[Member]:
    """Yield the file of a gz, or those of the tar in it; ``name`` is what the gz is called.

    Raises:
        Refused: it is broken or unpacks to too much.
    """
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as stream:
            inner = budget.read(stream, len(body))
    except (OSError, EOFError, zlib.error) as error:
        raise Refused(f"the gz file is broken: {error}") from error
    if inner[_TAR] == b"ustar":
        yield from members_of_tar(inner, budget)
    else:
        yield Member(printed_name(name.removesuffix(".gz")), lambda: inner)


def members_of_tar(body: bytes, budget: Budget) -> Iterator[Member]:
    """Yield the files of a tar; links and devices are none. Names are UTF-8, else GB18030.

    Raises:
        Refused: it is broken.
    """
    try:
        package = tarfile.TarFile(fileobj=io.BytesIO(body), encoding="utf-8", errors="surrogateescape")
        found = [one for one in package if one.isreg()]
    except (tarfile.TarError, ValueError, EOFError) as error:
        raise Refused(f"the tar file is broken: {error}") from error
    for one in found:
        yield Member(printed_name(_named(one.name)), partial(_open, package, one, budget))


def _named(name: str) -> str:
    """Return a member's name by its bytes."""
    return decode_name(name.encode("utf-8", "surrogateescape"))


def _open(package: tarfile.TarFile, one: tarfile.TarInfo, budget: Budget) -> bytes:
    """Return a member's bytes."""
    try:
        stream = package.extractfile(one)
        return budget.read(stream) if stream else b""
    except (tarfile.TarError, OSError, ValueError, EOFError) as error:
        raise Refused(f"it is broken: {error}") from error
