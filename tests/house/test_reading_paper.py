"""docs/reading.md says what the readers do: every kind, every limit with its number, the words of every reader."""

from __future__ import annotations

import re
from functools import reduce
from importlib import import_module

import pytest

from tasks.evidence.write import MOST_EXHIBITS
from tasks.read.programs import PROGRAMS
from tasks.read.read import READERS
from tasks.tell.render_zh import READ_BY
from tests.house.papers import section
from tests.house.tree import HOUSE

PAPER = "docs/reading.md"
LIMITS = re.findall(
    r"^\| ([^|]+) \| ([\d,]+)( MB)? \| `([\w.]+)` \|$", section(PAPER, "## Limits"), re.MULTILINE
)
KINDS = re.findall(
    r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \| [^|]+ \|$", section(PAPER, "## What is read"), re.MULTILINE
)


def test_every_kind_that_is_read_has_its_row_and_no_other() -> None:
    named = [kind for kind, _ in KINDS if kind != "kind"]
    assert sorted(named) == sorted(kind.value for kind in READERS)


@pytest.mark.parametrize(("what", "number", "unit", "constant"), LIMITS, ids=[limit[3] for limit in LIMITS])
def test_a_limit_is_the_one_of_the_code(what: str, number: str, unit: str, constant: str) -> None:
    path = constant.split(".")
    begins = next(at for at, name in enumerate(path) if name.isupper())
    module = import_module(".".join(["tasks.read", *path[:begins]]))
    real = reduce(getattr, path[begins:], module)
    assert int(number.replace(",", "")) * (2**20 if unit else 1) == real, what


def test_the_table_of_limits_is_seen_whole() -> None:
    assert len(LIMITS) == section(PAPER, "## Limits").count("\n| ") - 1 >= 18


def test_every_reader_is_told_in_chinese_too() -> None:
    said = re.findall(
        r'read_by="([^"]+)"',
        "".join(path.read_text("utf-8") for path in (HOUSE / "tasks/read").rglob("*.py")),
    )
    assert set(said) - {" and "} <= READ_BY.keys() and {"HTML", "OCR", "LibreOffice"} <= set(said)


def test_every_program_and_the_number_of_places_are_told() -> None:
    text = section(PAPER, "# Reading")
    packages = (HOUSE / "packages.txt").read_text(encoding="utf-8")
    assert all(program.name in text and f"\n{program.package} " in packages for program in PROGRAMS)
    assert f"At most {MOST_EXHIBITS} places" in text
