"""The environment: Python and the packages mingdan runs on."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version

from commands.checks.finding import Finding, well, wrong

AREA = "environment"
OLDEST = (3, 11)


def check() -> Iterator[Finding]:
    """Look at Python and the packages; nothing is imported for it."""
    here = f"Python {platform.python_version()}"
    if sys.version_info < OLDEST:
        yield wrong(AREA, f"{here} is too old", "install Python 3.11 or later and run make setup")
    else:
        yield well(AREA, here)
    yield from _packages()


def _packages() -> Iterator[Finding]:
    """Look whether every package that mingdan asks for is installed."""
    try:
        asked = requires("mingdan") or []
    except PackageNotFoundError:
        yield wrong(AREA, "mingdan itself is not installed", "run make setup")
        return
    missing = []
    for line in asked:
        name = re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0]
        if "extra ==" in line:
            continue
        try:
            version(name)
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        yield wrong(AREA, f"not installed: {', '.join(missing)}", "run make setup")
    else:
        said = ", ".join(f"{name} {version(name)}" for name in ("prefect", "duckdb"))
        yield well(AREA, f"{len(asked)} packages installed ({said})")
