"""The titles of the configured sources, read lightly.

A list of sources needs a word for each file, not a checked configuration: only the line ``title`` is taken, and a
file that cannot be read costs its title, nothing else (``mingdan doctor`` says what is wrong with it).
"""

from __future__ import annotations

import re
from pathlib import Path

_TITLE = re.compile(
    r"^title:[ \t]*(?:\"([^\"\\]*)\"|'([^']*)'|([^\s\"'|>&*!#][^#\n]*?))[ \t]*(?:#.*)?$", re.MULTILINE
)


def read_titles(folder: Path) -> dict[str, str]:
    """Give the title of each YAML file in a folder by the file's stem; files without a plain one give their stem.

    A folder that is not there gives nothing.
    """
    return {path.stem: _title(path) or path.stem for path in sorted(folder.glob("*.yaml"))}


def _title(path: Path) -> str | None:
    """Read the one line, null where it cannot be read."""
    try:
        found = _TITLE.search(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None
    return next(filter(None, found.groups()), None) if found else None
