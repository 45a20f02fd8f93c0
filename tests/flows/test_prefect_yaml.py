"""The deployments of the contract, each with its flow, its schedule in China's time, and no secret."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from config.models import Source
from config.places import REPOSITORY
from flows.environment import LOUD
from flows.pull import installed_code
from flows.up import PREFECT_YAML

CONTRACT = {
    "poll/ministry", "poll/provinces", "poll/relays", "calendar/daily", "digest/daily", "digest/weekly",
    "replay/on-demand", "backfill/on-demand", "check/weekly",
}  # fmt: skip
FILE: dict[str, Any] = yaml.safe_load((REPOSITORY / "prefect.yaml").read_text(encoding="utf-8"))
DEPLOYMENTS: list[dict[str, Any]] = FILE["deployments"]
NAMES = [f"{one['entrypoint'].split('.')[1]}/{one['name']}" for one in DEPLOYMENTS]
each = pytest.mark.parametrize("one", DEPLOYMENTS, ids=NAMES)


@each
def test_a_deployment_points_to_a_flow_that_is_there(one: dict[str, Any]) -> None:
    module, _, function = one["entrypoint"].rpartition(".")
    tree = ast.parse((REPOSITORY / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8"))
    [found] = [n for n in tree.body if isinstance(n, ast.AsyncFunctionDef) and n.name == function]
    [decorator] = [ast.unparse(d) for d in found.decorator_list]
    assert decorator.startswith(f"flow(name='{function}'")
    taken = {argument.arg for argument in found.args.args}
    assert set(one.get("parameters", {})) <= taken


@each
def test_a_schedule_is_in_chinas_time_and_what_is_on_demand_has_none(one: dict[str, Any]) -> None:
    if one["name"] == "on-demand":
        assert "schedules" not in one
        return
    [schedule] = one["schedules"]
    assert schedule["timezone"] == "Asia/Shanghai"
    assert len(schedule["cron"].split()) == 5


@each
def test_a_deployment_says_what_it_does_and_runs_one_at_a_time(one: dict[str, Any]) -> None:
    assert one["description"].endswith(".") and "mingdan" in one["tags"]
    assert one["work_pool"]["name"] == "mingdan"
    assert one["concurrency_limit"]["limit"] == 1
    assert one["concurrency_limit"]["collision_strategy"] == "CANCEL_NEW"
    assert LOUD.items() <= one["work_pool"]["job_variables"]["env"].items()


def test_the_deployments_are_those_of_the_contract_whose_flow_exists() -> None:
    flows = {path.stem for path in (REPOSITORY / "flows").glob("*.py")}
    assert set(NAMES) == {name for name in CONTRACT if name.partition("/")[0] in flows}


def test_each_level_of_sources_is_polled_by_one_deployment() -> None:
    polled = [level for one in DEPLOYMENTS for level in one.get("parameters", {}).get("levels", [])]
    assert sorted(polled) == sorted(get_args(Source.model_fields["level"].annotation))


def test_no_folder_of_a_machine_is_written_down() -> None:
    text = (REPOSITORY / "prefect.yaml").read_text(encoding="utf-8")
    assert not re.search(r"(?m)(^|[\s\"'])(/|~|[A-Z]:\\)\w", text)
    assert FILE["pull"] == [{"flows.pull.installed_code": {}}]
    assert Path(installed_code()["directory"]) == REPOSITORY


def test_the_packages_carry_the_same_file() -> None:
    assert PREFECT_YAML.resolve() == REPOSITORY / "prefect.yaml"
