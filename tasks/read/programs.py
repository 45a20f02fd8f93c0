"""The system programs that some kinds need: what each is for, whether it is here, and whether a reading lacked it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Program:
    """A system program: its printed name, the commands it goes by, the Debian package, the kinds that need it."""

    name: str
    commands: tuple[str, ...]
    package: str
    reads: str

    @property
    def is_here(self) -> bool:
        """Whether one of its commands stands on the PATH."""
        return any(shutil.which(command) is not None for command in self.commands)


PROGRAMS: Final = (
    Program("LibreOffice", ("soffice", "libreoffice"), "libreoffice-writer-nogui", "doc, wps, rtf and odt"),
    Program("unar", ("unar",), "unar", "compressed rar archives"),
)
"""Those that readers call; ``packages.txt`` lists them too."""


def lacked_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the programs that were missing, by what readers said of what they could not read."""
    said = list(texts)
    return tuple(p.name for p in PROGRAMS if any(f"{p.name} is not installed" in text for text in said))


def is_here(name: str) -> bool:
    """Say whether a program is here by its name; one that no reader calls any more is."""
    return all(program.is_here for program in PROGRAMS if program.name == name)
