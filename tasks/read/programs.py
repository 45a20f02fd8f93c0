"""The system programs that some kinds need: what each is for, whether it is here, and whether a reading lacked it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Program:
    """A system program: its printed name, the command looked for on the PATH, the Debian packages, what it reads."""

    name: str
    command: str
    packages: str
    reads: str

    @property
    def is_here(self) -> bool:
        """Whether the command stands on the PATH."""
        return shutil.which(self.command) is not None


PROGRAMS: Final = (
    Program(
        "LibreOffice", "soffice", "libreoffice-writer-nogui libreoffice-calc-nogui", "doc, wps, rtf and odt"
    ),
    Program("unar", "unar", "unar", "compressed rar"),
)
"""Those that readers call; ``packages.txt`` lists them too."""


def lacked_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the programs that were missing, by what readers said of what they could not read."""
    said = list(texts)
    return tuple(p.name for p in PROGRAMS if any(f"{p.name} is not installed" in text for text in said))


def is_here(name: str) -> bool:
    """Say whether a program is here by its name; one that no reader calls any more is."""
    return all(program.is_here for program in PROGRAMS if program.name == name)
