"""The golden cases as a person works with them: ``python -m tests.cases.golden [--write] [ids...]``.

Without ``--write`` it says which are read right today, and where the others differ. With it, what is expected is written
anew wherever it differs or is missing, each under a mark: a test fails until somebody has read the file in full and taken
the mark out.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.cases.reading import as_data, differences, dump, run_case
from tests.cases.written import expected, folders

UNREAD = "# unread: compare every line with the documents of this case, then delete this one\n"
FILE = "expected.yaml"
_LONGEST = 300


def compare(folder: Path) -> list[str]:
    """Say where a case is not read as expected; empty when it is."""
    return differences(expected(folder), as_data(run_case(folder)))


def write(folder: Path) -> bool:
    """Write what a case comes to today, marked as unread; say whether it differed."""
    if not compare(folder):
        return False
    (folder / FILE).write_text(UNREAD + dump(as_data(run_case(folder))), encoding="utf-8")
    return True


def main(words: list[str]) -> int:
    """Write, or say what differs; 1 where something does."""
    ids = [word for word in words if word != "--write"]
    chosen = [folder for folder in folders() if not ids or folder.name in ids]
    if "--write" in words:
        written = [folder.name for folder in chosen if write(folder)]
        print(
            f"{len(written)} of {len(chosen)} cases differ; read these and delete their mark:",
            *written,
            sep="\n",
        )
        return 0
    wrong = 0
    for folder in chosen:
        found = compare(folder)
        wrong += bool(found)
        if found:
            print(folder.name, *(f"  {line[:_LONGEST]}" for line in found), sep="\n")
    print(f"{len(chosen) - wrong} of {len(chosen)} golden announcements are read as expected")
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
