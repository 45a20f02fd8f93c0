"""The golden cases as a person works with them: ``python -m tests.cases.golden [--write]``.

Without ``--write`` it says how much of them is read right today. With it, what is expected is written anew wherever it
differs or is missing, each under a mark: a test fails until somebody has read the file in full and taken the mark out.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.tasks.recognise.cases import CASES, dump, plain, run_case

UNREAD = "# unread: compare every line with the documents of this case, then delete this one\n"
FILE = "expected.yaml"


def folders() -> list[Path]:
    return sorted(path for path in CASES.iterdir() if path.is_dir())


def expected(folder: Path) -> dict[str, Any]:
    """What a case should come to; empty where nobody has said it yet."""
    path = folder / FILE
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}


def actual(folder: Path) -> dict[str, Any]:
    return yaml.safe_load(yaml.safe_dump(plain(run_case(folder)), allow_unicode=True))


def write(folder: Path) -> bool:
    """Write what a case comes to today, marked as unread; say whether it differed."""
    if expected(folder) == actual(folder):
        return False
    (folder / FILE).write_text(UNREAD + dump(run_case(folder)), encoding="utf-8")
    return True


def facts(outcome: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every single thing that an outcome says: what it is about, and what it says."""
    for key, value in outcome.items():
        if key == "rosters":
            for roster in value:
                yield from (("rows", f"{roster['list_no']} {row}") for row in roster.get("rows", ()))
                yield from (
                    ("lists", f"{name}={as_text(said)}") for name, said in roster.items() if name != "rows"
                )
        else:
            yield key, as_text(value)


def as_text(value: object) -> str:
    return json.dumps(value, default=str, ensure_ascii=False, sort_keys=True)


def count(folder: Path) -> Counter[tuple[str, str]]:
    """Count, for each kind of fact, what should be read, what is read, and what of it is right."""
    should, read = Counter(facts(expected(folder))), Counter(facts(actual(folder)))
    counted: Counter[tuple[str, str]] = Counter()
    for how, found in (("should", should), ("read", read), ("right", should & read)):
        for (kind, _), number in found.items():
            counted[kind, how] += number
    return counted


def table(counted: Counter[tuple[str, str]]) -> Iterator[str]:
    yield f"{'':18}{'should':>8}{'read':>8}{'right':>8}{'found':>8}{'true':>8}"
    for kind in sorted({kind for kind, _ in counted}):
        should, read, right = (counted[kind, how] for how in ("should", "read", "right"))
        yield f"{kind:18}{should:8}{read:8}{right:8}{right / max(should, 1):8.1%}{right / max(read, 1):8.1%}"


def main(words: list[str]) -> int:
    if words == ["--write"]:
        written = [folder.name for folder in folders() if write(folder)]
        print(
            "\n".join(
                [
                    f"{len(written)} of {len(folders())} cases differ; read these and delete their mark:",
                    *written,
                ]
            )
        )
        return 0
    right = sum(expected(folder) == actual(folder) for folder in folders())
    total = sum((count(folder) for folder in folders()), Counter())
    print(
        "\n".join(
            [f"{right} of {len(folders())} golden announcements are read exactly right", "", *table(total)]
        )
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
