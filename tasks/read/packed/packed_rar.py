"""The members of a rar: listed by rarfile, unpacked by the program unar where they are compressed."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from functools import partial
from typing import Final

import rarfile

from tasks.read.packed.packed import Budget, Member, Refused, printed_name

MISSING: Final = "the program unar is not installed: apt-get install unar; then mingdan poll reads it again"


def members_of_rar(body: bytes, budget: Budget) -> Iterator[Member]:
    """Yield the files of a rar; links are none.

    Raises:
        Refused: it is broken, locked with all its names, or one of several volumes whose first is another.
    """
    _use_unar()
    try:
        package = rarfile.RarFile(io.BytesIO(body), errors="strict")
        if package.needs_password() and not package.infolist():
            raise Refused("the rar file is locked with a password")
        found = package.infolist()
    except (rarfile.Error, OSError, ValueError) as error:
        raise Refused(f"the rar file is broken: {error}") from error
    for one in found:
        if one.is_file():
            yield Member(printed_name(one.filename), partial(_open, package, one, budget))


def _open(package: rarfile.RarFile, one: rarfile.RarInfo, budget: Budget) -> bytes:
    """Return a member's bytes, checked against its sum."""
    if one.needs_password():
        raise Refused("it is locked with a password")
    try:
        with package.open(one) as stream:
            return budget.read(stream, one.compress_size)
    except rarfile.RarCannotExec as error:
        raise Refused(MISSING) from error
    except rarfile.NeedFirstVolume as error:
        raise Refused("a part of it stands in another volume") from error
    except (rarfile.Error, OSError, ValueError, EOFError) as error:
        raise Refused(f"it is broken: {str(error) or type(error).__name__}") from error


def _use_unar() -> None:
    """Have rarfile call unar and nothing else; without ``-nr`` unar would unpack an xlsx that stands in the rar alone."""
    if shutil.which("unar") is None:
        return  # what is stored uncompressed can be read without
    settings = {**rarfile.UNAR_CONFIG, "open_cmd": ("UNAR_TOOL", "-q", "-nr", "-k", "skip", "-o", "-")}
    rarfile.CURRENT_SETUP = rarfile.ToolSetup(settings)
