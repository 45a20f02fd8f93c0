"""What is asked for in requirements.in, and what requirements.lock makes of it."""

from __future__ import annotations

import re
import tomllib

from tests.house.tree import HOUSE

NAME = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)")


def asked_for(file: str = "requirements.in") -> set[str]:
    """The names in a requirements file, in lower case."""
    lines = (HOUSE / file).read_text(encoding="utf-8").splitlines()
    return {found[1].lower() for line in lines if (found := NAME.match(line))}


def extras() -> set[str]:
    """The names that an installation may ask for besides, in lower case."""
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [line for names in project["optional-dependencies"].values() for line in names]
    return {found[1].lower() for line in lines if (found := NAME.match(line))}


def locked() -> dict[str, list[str]]:
    """Each pinned package (name==version) with its hashes."""
    pins: dict[str, list[str]] = {}
    for line in (HOUSE / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if NAME.match(line):
            pins[line.split(" ")[0]] = []
        elif found := re.match(r"\s+--hash=(sha256:[0-9a-f]{64})", line):
            pins[next(reversed(pins))].append(found[1])
    return pins
