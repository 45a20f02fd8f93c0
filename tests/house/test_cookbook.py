"""Every question of the cookbook has the answer it should have; those of the README and quickstart find something."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.commands.conftest import SEEN, past
from tests.commands.lives import publish_lives
from tests.house.papers import blocks, commands
from tests.house.tree import HOUSE
from warehouse.published import Published
from warehouse.snapshot import publish
from warehouse.store import Store

COOKBOOK = (HOUSE / "docs" / "sql-cookbook.md").read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"^## (.+?)\n\n```sql\n(.*?)```\n", COOKBOOK, re.MULTILINE | re.DOTALL))
ANSWERS = yaml.safe_load((Path(__file__).parent / "cookbook_answers.yaml").read_text(encoding="utf-8"))
ASKED = blocks("README.md", "sql")
SHOWN = [words[words.index("sql") + 1] for name in ("README.md", "docs/quickstart.md") for words in commands(name, "mingdan") if "sql" in words]  # fmt: skip


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Several lives, whose every title, step and correction is known."""
    return publish_lives(tmp_path_factory.mktemp("lives"))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small published past: Shandong's list of 2024, two clusters of the ministry's, one dropped, one list held."""
    folder = tmp_path_factory.mktemp("cookbook")
    with Store(folder / "warehouse.duckdb", now=SEEN) as store:
        store.merge(past())
        return publish(store, folder / "published", version="0.1.0", now=SEEN)


def test_the_cookbook_has_twenty_questions_and_each_its_answer() -> None:
    assert len(RECIPES) >= 20 and set(RECIPES) == set(ANSWERS)
    assert len(RECIPES) == len(blocks("docs/sql-cookbook.md", "sql"))


@pytest.mark.parametrize("question", RECIPES)
def test_a_question_has_just_this_answer(question: str, lives: Path) -> None:
    with Published(lives) as file:
        rows = file.rows(RECIPES[question]).rows
    assert [" | ".join("" if cell is None else str(cell) for cell in row) for row in rows] == ANSWERS[
        question
    ]


@pytest.mark.parametrize("question", RECIPES)
def test_a_question_is_short_lower_case_and_asks_published_views_alone(question: str) -> None:
    sql = re.sub(r"'[^']*'", "''", RECIPES[question])
    assert sql == sql.lower() and len(sql.splitlines()) <= 22
    assert "ledger." not in sql and "select *" not in sql
    told = COOKBOOK.partition(f"## {question}\n")[2].partition("\n## ")[0]
    assert "\nRead: " in told and "\nLimits: " in told


@pytest.mark.parametrize("question", [*ASKED, *SHOWN])
def test_what_the_other_papers_ask_is_found(question: str, published: Path) -> None:
    with Published(published) as file:
        assert file.rows(question).rows, question
