"""What ``mingdan up`` asks of the Prefect server: missed runs, what comes next, how runs went."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple

from flows.api import Api

POOL: Final = "mingdan"
_PAGE: Final = 200
_DEPLOYED: Final = {"deployment_id": {"is_null_": False}}
_SCHEDULED: Final = {**_DEPLOYED, "state": {"type": {"any_": ["SCHEDULED"]}}}
_OURS: Final = {"name": {"any_": [POOL]}}


class Run(NamedTuple):
    """One run of a deployment: its id, what runs, when it is due or ended, and its state's name."""

    run_id: str
    what: str
    at: datetime
    state: str


def pool_exists(api: Api) -> bool:
    """Tell whether the work pool is there."""
    return api.ask("GET", f"/work_pools/{POOL}") is not None


def drop_missed(api: Api, now: datetime) -> int:
    """Delete runs that the schedule meant for the time when nothing ran, and return how many those were.

    One of each deployment is left, the newest: it does what all of them would have done.
    """
    missed = [
        run
        for run in _runs(api, _SCHEDULED)
        if run["auto_scheduled"] and _time(run["expected_start_time"]) < now
    ]
    missed.sort(key=lambda run: _time(run["expected_start_time"]))
    left = {run["deployment_id"]: run["id"] for run in missed}
    dropped = [run["id"] for run in missed if run["id"] != left[run["deployment_id"]]]
    for run_id in dropped:
        api.ask("DELETE", f"/flow_runs/{run_id}")
    return len(dropped)


def bury_dead(api: Api) -> int:
    """Tell the server of runs that died with it, and return how many those were.

    Without this they are Running for ever in its eyes, and for minutes no other of their kind may run. Only for a
    server that has just come up and has no worker yet: whatever is Running there is not.
    """
    wanted = {
        "flow_runs": {"state": {"type": {"any_": ["RUNNING", "PENDING", "CANCELLING"]}}},
        "limit": _PAGE,
    }
    dead = api.ask("POST", "/flow_runs/filter", wanted)
    state = {"type": "CRASHED", "name": "Crashed", "message": "mingdan up was ended by force"}
    for run in dead:
        api.ask("POST", f"/flow_runs/{run['id']}/set_state", {"state": state, "force": True})
    return len(dead)


def coming(api: Api) -> list[Run]:
    """Return the next run of each deployment that has one, the soonest first."""
    names = dict(_names(api))
    soonest: dict[str, Run] = {}
    for run in _runs(api, _SCHEDULED):
        due = _run(run, names, run["expected_start_time"])
        if due.what not in soonest or due.at < soonest[due.what].at:
            soonest[due.what] = due
    return sorted(soonest.values(), key=lambda run: (run.at, run.what))


def ended_since(api: Api, since: datetime) -> list[Run]:
    """Return the runs of deployments that ended at an instant or later, in order."""
    ended = {**_DEPLOYED, "end_time": {"after_": since.isoformat()}}
    runs = [
        Run(run["id"], run["name"], _time(run["end_time"]), run["state_name"]) for run in _runs(api, ended)
    ]
    return sorted(runs, key=lambda run: run.at)


def deployed(api: Api) -> int:
    """Return how many deployments in the work pool have a schedule; one that runs on demand has no coming run."""
    found = api.ask("POST", "/deployments/filter", {"work_pools": _OURS})
    return sum(bool(deployment["schedules"]) for deployment in found)


def _runs(api: Api, wanted: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the flow runs of our pool that pass a filter, as the server describes them."""
    offset = 0
    while True:
        asked = {
            "flow_runs": wanted,
            "work_pools": _OURS,
            "limit": _PAGE,
            "offset": offset,
            "sort": "ID_DESC",
        }
        page = api.ask("POST", "/flow_runs/filter", asked)
        yield from page
        if len(page) < _PAGE:
            return
        offset += _PAGE


def _names(api: Api) -> Iterator[tuple[str, str]]:
    """Yield the id and the name of each deployment of our pool: ``poll/ministry``."""
    for one in api.ask("POST", "/deployments/filter", {"work_pools": _OURS}):
        flow = api.ask("GET", f"/flows/{one['flow_id']}")
        yield one["id"], f"{flow['name']}/{one['name']}"


def _run(run: dict[str, Any], names: dict[str, str], at: str) -> Run:
    """Return a run as it is told; one whose deployment is gone by its own name."""
    return Run(run["id"], names.get(run["deployment_id"], run["name"]), _time(at), run["state_name"])


def _time(text: str) -> datetime:
    """Read a time of the server, which is aware."""
    return datetime.fromisoformat(text)
