"""Deployed on a real server, run by a real worker: what a user of Prefect sees of a poll."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from config.places import REPOSITORY
from demo.past import load_past
from demo.web import simulated_web
from flows.processes import running
from flows.register import POOL, coming, drop_missed
from tests.faults.playing import Stage, webhook
from tests.flows.conftest import Served
from tests.flows.test_processes import until

pytestmark = pytest.mark.slow

BLOCKED = 10
"""The day of the past on which the ministry's site answers with a challenge."""


@pytest.fixture(scope="module")
def played(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The simulated web on that day, all deployments registered from elsewhere, and a worker."""
    root, past = tmp_path_factory.mktemp("deployed"), load_past()
    with simulated_web(past.sites, now=past.days[0].at) as web, webhook() as hook:
        stage = Stage(root, past, web, hook)
        places, day = stage.home("home"), past.days[BLOCKED]
        stage.enter(day)
        ours = {
            "MINGDAN_HOME": str(places.home),
            "MINGDAN_CONFIG": str(places.config),
            "MINGDAN_NOW": day.at.isoformat(),
        }
        assert served.prefect("work-pool", "create", POOL, "--type", "process", cwd=root).returncode == 0
        deploy = ("--no-prompt", "deploy", "--all", "--prefect-file", str(REPOSITORY / "prefect.yaml"))
        deployed = served.prefect(*deploy, cwd=root)
        assert deployed.returncode == 0, deployed.stdout + deployed.stderr
        env = {**served.env, **stage.environment(**ours), "PREFECT_WORKER_QUERY_SECONDS": "1"}
        env.update({name: value for name, value in served.env.items() if name.startswith("PREFECT")})
        with running(("worker", "start", "--pool", POOL), env=env, log=root / "worker.log"):
            yield stage


def run(served: Served, stage: Stage, name: str) -> dict[str, Any]:
    """Run a deployment to its end and return the flow run as the server describes it."""
    ran = served.prefect("deployment", "run", name, "--watch", "--watch-timeout", "90", cwd=stage.root)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    wanted = {
        "flow_runs": {"deployment_id": {"is_null_": False}, "start_time": {"is_null_": False}},
        "sort": "START_TIME_DESC",
    }
    found: dict[str, Any] = served.api.ask("POST", "/flow_runs/filter", wanted)[0]
    return found


@pytest.fixture(scope="module")
def ministry(served: Served, played: Stage) -> dict[str, Any]:
    return run(served, played, "poll/ministry")


def of_run(served: Served, what: str, flow_run: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the server recorded of a kind with a flow run."""
    wanted = {what: {"flow_run_id": {"any_": [flow_run["id"]]}}}
    if what == "task_runs":
        wanted = {"flow_runs": {"id": {"any_": [flow_run["id"]]}}}
    found: list[dict[str, Any]] = served.api.ask("POST", f"/{what}/filter", wanted)
    return found


def test_every_deployment_is_registered_without_a_folder(served: Served, played: Stage) -> None:
    deployments = served.api.ask("POST", "/deployments/filter", {})
    assert {one["name"] for one in deployments} == {
        "ministry",
        "provinces",
        "relays",
        "daily",
        "weekly",
        "on-demand",
    }
    assert all(one["path"] is None for one in deployments)
    assert str(REPOSITORY) not in str([one["pull_steps"] for one in deployments])


def test_a_poll_of_a_blocked_source_is_completed(ministry: dict[str, Any], played: Stage) -> None:
    assert ministry["state_name"] == "Completed"
    assert {seen.asked.site_id for seen in played.web.requests} - {"robots.txt"} == {"cn-miit-wjfb"}


def test_a_run_is_named_for_its_deployment_and_its_clock(ministry: dict[str, Any]) -> None:
    assert ministry["name"] == "poll/ministry 2024-09-20 10:00"


def test_its_artifact_names_the_blocked_source(served: Served, ministry: dict[str, Any]) -> None:
    [artifact] = of_run(served, "artifacts", ministry)
    assert "1 source, 0 ok, 1 blocked (cn-miit-wjfb never ok yet)" in artifact["data"]


def test_its_steps_and_stages_are_recorded(served: Served, ministry: dict[str, Any]) -> None:
    names = {one["name"].partition(" 2024")[0] for one in of_run(served, "task_runs", ministry)}
    assert "poll source cn-miit-wjfb" in names
    runs = served.api.ask("POST", "/flow_runs/filter", {"sort": "START_TIME_DESC"})
    stages = {one["name"] for one in runs if one["state_name"] == "Completed"}
    assert {f"{stage} 2024-09-20 10:00" for stage in ("ingest", "calendar", "alert", "publish")} <= stages


def test_its_log_tells_in_our_words_what_happened(served: Served, ministry: dict[str, Any]) -> None:
    lines = [one["message"] for one in of_run(served, "logs", ministry)]
    assert any(line.startswith("source.polled source_id=cn-miit-wjfb state=blocked") for line in lines)


def test_its_parameters_hold_no_secrets(served: Served, played: Stage, ministry: dict[str, Any]) -> None:
    runs = served.api.ask("POST", "/flow_runs/filter", {})
    shown = str([(one["parameters"], one["job_variables"], one["name"]) for one in runs])
    assert ministry["parameters"] == {"levels": ["national"]}
    assert played.hook.url not in shown and "json://" not in shown


def test_the_other_levels_are_polled_by_their_own_deployment(served: Served, played: Stage) -> None:
    assert run(served, played, "poll/provinces")["state_name"] == "Completed"
    assert {"sd-gxt-gg", "cq-jjxxw-gsgg"} <= {seen.asked.site_id for seen in played.web.requests}


def test_the_calendar_runs_by_itself(served: Served, played: Stage) -> None:
    assert run(served, played, "calendar/daily")["name"] == "calendar/daily 2024-09-20 10:00"


def test_of_missed_runs_one_of_each_deployment_is_left(served: Served, played: Stage) -> None:
    until(lambda: len(coming(served.api)) == 5)
    after_a_week_off = datetime.now(UTC) + timedelta(days=7)
    assert drop_missed(served.api, after_a_week_off) > 5
    assert drop_missed(served.api, after_a_week_off) == 0
    assert {run.what for run in coming(served.api)} == {
        "poll/ministry",
        "poll/provinces",
        "poll/relays",
        "calendar/daily",
        "check/weekly",
    }


def test_a_replay_runs_when_asked_and_its_artifact_says_how_it_compares(
    served: Served, played: Stage
) -> None:
    replayed = run(served, played, "replay/on-demand")
    assert replayed["state_name"] == "Completed"
    [artifact] = of_run(served, "artifacts", replayed)
    assert "equal to the last row" in artifact["data"]
