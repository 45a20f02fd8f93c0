"""The documentation is true: everything a user can name stands in docs/reference.md, and what is shown can be run."""

from __future__ import annotations

import ast
import re
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
import yaml
from pydantic import BaseModel

from commands.catalogue import COMMANDS
from commands.parser import Parser, TopParser
from config import models
from config.load import load_configuration
from tests.house.papers import PAPERS, anchors, commands, links, section
from tests.house.tree import HOUSE, modules
from warehouse.snapshot import publish
from warehouse.statements import VIEWS, scripts_in
from warehouse.store import Store

REFERENCE = "docs/reference.md"
PLACES_OF_KEYS = {
    "### settings.yaml": (models.Settings,),
    "### sources/ID.yaml": (models.Source, models.ListPage, models.Detail, models.Expect),
    "### programmes/ID.yaml": (
        models.Programme, models.Category, models.YearsOfValidity, models.ExpectRows, models.DutyRule,
    ),
    "### subscriptions/ID.yaml": (models.Subscription, models.Match, models.Deliver),
    "### decisions/ID.yaml": (models.Decision,),
}  # fmt: skip
KEYS = [(head, model) for head, shapes in PLACES_OF_KEYS.items() for model in shapes]


def actions(command: str) -> list[str]:
    """The second level of a command; empty where it has none."""
    parser = Parser(prog=command)
    from importlib import import_module

    import_module(f"commands.{COMMANDS[command].module}").arguments(parser)
    choices = [action.choices for action in parser._actions if action.dest == "action"]
    return [f"{command} {name}" for one in choices for name in one or ()]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_action_is_in_the_reference(command: str) -> None:
    text = section(REFERENCE, "## Commands")
    assert [name for name in actions(command) or [command] if f"`mingdan {name}" not in text] == []


@pytest.mark.parametrize(("heading", "model"), KEYS, ids=[model.__name__ for _, model in KEYS])
def test_every_key_of_the_configuration_is_in_the_reference(heading: str, model: type[BaseModel]) -> None:
    text = section(REFERENCE, heading)
    files_own = {"id"} if model is not models.Decision else set()
    missing = [
        key
        for key in model.model_fields
        if key not in files_own and not re.search(rf"[`.{{ ]{key}[`.,}}]", text)
    ]
    assert missing == []


def test_the_settings_have_the_defaults_that_the_reference_says() -> None:
    text = section(REFERENCE, "### settings.yaml")
    said = dict(re.findall(r"^\| `(\w+)` \| (\S+) \|", text, re.MULTILINE))
    real = {name: field.default for name, field in models.Settings.model_fields.items()}
    assert said == {name: "none" if value is None else f"{value:g}" for name, value in real.items()}


def test_every_shipped_source_and_programme_is_in_the_reference() -> None:
    configuration, text = load_configuration(HOUSE / "config"), section(REFERENCE, "## Shipped configuration")
    subscriptions = [path.stem for path in (HOUSE / "config" / "subscriptions").glob("*.yaml")]
    names = [*configuration.sources, *configuration.programmes, *subscriptions]
    assert [name for name in names if f"`{name}`" not in text] == []


def test_every_view_and_column_is_in_the_reference_in_the_words_of_the_file(tmp_path: Path) -> None:
    now = datetime(2024, 1, 1, tzinfo=UTC)
    with Store(tmp_path / "warehouse.duckdb", now=now) as store:
        published = publish(store, tmp_path, version="0", now=now)
    with duckdb.connect(published, read_only=True) as file:
        columns = file.sql(
            "select view_name, column_name, data_type, duckdb_columns.comment from duckdb_views() "
            "inner join duckdb_columns() on view_name = table_name where not duckdb_views.internal "
            "and duckdb_columns.schema_name = 'main'"
        ).fetchall()
    text = section(REFERENCE, "## Published views")
    missing = [row for view, *column in columns if (row := _row(*column)) not in _part(text, view)]
    assert (missing, len(columns) > 100) == ([], True)


def test_every_macro_is_in_the_reference() -> None:
    made = re.findall(r"create or replace macro (\w+)\(([^)]*)\)", "\n".join(scripts_in(VIEWS).values()))
    text = section(REFERENCE, "## Published views")
    assert [name for name, given in made if f"`{name}({given})`" not in text] == []
    assert len(made) >= 4


def _row(column: str, kind: str, said: str) -> str:
    kind = kind.replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ")
    return f"| `{column}` | {kind} | {said.replace('|', '/')} |\n"


def _part(text: str, view: str) -> str:
    return text.partition(f"\n### {view}\n")[2].partition("\n### ")[0]


def test_every_error_is_in_the_reference() -> None:
    known = {"MingdanError"}
    classes = [
        node for one in modules().values() for node in ast.walk(one.tree) if isinstance(node, ast.ClassDef)
    ]
    for _ in range(5):  # the tree is shallower than that
        known |= {node.name for node in classes if known & {ast.unparse(base) for base in node.bases}}
    text = section(REFERENCE, "## Errors")
    assert [name for name in sorted(known) if not name.startswith("_") and f"| `{name}`" not in text] == []


def test_every_make_target_is_explained() -> None:
    makefile = (HOUSE / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert targets == set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    assert targets == set(re.findall(r"`make ([a-z-]+)`", section(REFERENCE, "## Make")))


def test_every_deployment_is_in_the_reference() -> None:
    told = yaml.safe_load((HOUSE / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    names = {f"{one['entrypoint'].rpartition('.')[2]}/{one['name']}" for one in told}
    assert names == set(
        re.findall(r"^\| `(\w+/[\w-]+)` \|", section(REFERENCE, "## Deployments"), re.MULTILINE)
    )


@pytest.mark.parametrize("name", PAPERS)
def test_a_command_shown_is_one_that_can_be_run(name: str) -> None:
    for words in commands(name, "mingdan"):
        options, unknown = TopParser().parse_known_args(words)
        assert (options.command in COMMANDS, unknown) == (True, []), f"mingdan {' '.join(words)}"


@pytest.mark.parametrize("name", PAPERS)
def test_a_make_target_shown_is_there(name: str) -> None:
    makefile = (HOUSE / "Makefile").read_text(encoding="utf-8")
    for words in commands(name, "make"):
        assert all(re.search(rf"^{word}:", makefile, re.MULTILINE) for word in words if "=" not in word)


@pytest.mark.parametrize("name", PAPERS)
def test_a_link_leads_somewhere(name: str) -> None:
    for link in links(name):
        path, _, anchor = link.partition("#")
        target = (HOUSE / name).parent / path if path else HOUSE / name
        assert target.exists(), f"{name}: {link}"
        assert not anchor or anchor in anchors(str(target.resolve().relative_to(HOUSE))), f"{name}: {link}"


@pytest.mark.parametrize(
    "path", sorted((HOUSE / "docs" / "decisions").glob("*.md")), ids=lambda path: path.stem
)
def test_a_decision_says_why_what_and_what_follows(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.match(rf"# {int(path.stem[:4])}\. ", text)
    assert all(f"\n{word}: " in text for word in ("Context", "Decision", "Consequences"))
