"""The starting set: lists that ship with mingdan, so that a new home does not begin blind (``config/starting-set/*.csv``).

Each file is one announcement as relays told it: what it is, then the rows that were seen of it. It is put into the archive
as it stands, and read like anything else that arrives.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

STARTING_SET: Final = "starting-set"
"""The id of the source that the lists come from."""

ADDRESS: Final = "mingdan:starting-set/"
"""What the addresses of its lists begin with; nothing is fetched from there."""


@dataclass(frozen=True, slots=True)
class StartingList:
    """One shipped list: its name, its bytes, and the programme that it says it is of."""

    name: str
    body: bytes
    programme_id: str

    @property
    def url(self) -> str:
        """The address that the list is captured under, the same in every release."""
        return ADDRESS + self.name


def starting_lists() -> tuple[StartingList, ...]:
    """Return the shipped lists, by name; empty where the package holds none."""
    folder = files("config") / "starting-set"
    held = [entry for entry in folder.iterdir() if entry.name.endswith(".csv")] if folder.is_dir() else []
    read = [(entry.name, entry.read_bytes()) for entry in sorted(held, key=lambda entry: entry.name)]
    return tuple(StartingList(name, body, _said(body, "programme")) for name, body in read)


def _said(body: bytes, key: str) -> str:
    """Return what the head of a list says under a key; empty where it says nothing."""
    lines = csv.reader(body.decode("utf-8").splitlines())
    return next((line[1] for line in lines if line[:1] == [key]), "")
