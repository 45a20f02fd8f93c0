"""Every question of the cookbook and of the README runs on a published file, and finds what it asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import SEEN, past
from tests.house.papers import blocks, commands
from warehouse.published import Published
from warehouse.snapshot import publish
from warehouse.store import Store

QUESTIONS = blocks("docs/sql-cookbook.md", "sql") + blocks("README.md", "sql")
SHOWN = [words[words.index("sql") + 1] for name in ("README.md", "docs/quickstart.md") for words in commands(name, "mingdan") if "sql" in words]  # fmt: skip


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small published past: Shandong's list of 2024, two clusters of the ministry's, one dropped, one list held."""
    folder = tmp_path_factory.mktemp("cookbook")
    with Store(folder / "warehouse.duckdb", now=SEEN) as store:
        store.merge(past())
        return publish(store, folder / "published", version="0.1.0", now=SEEN)


def test_the_cookbook_has_questions() -> None:
    assert len(QUESTIONS) >= 10


@pytest.mark.parametrize("question", [*QUESTIONS, *SHOWN])
def test_a_question_is_answered(question: str, published: Path) -> None:
    with Published(published) as file:
        answer = file.rows(question)
    nothing_to_find = "learnt later" in question
    assert bool(answer.rows) is not nothing_to_find, question
