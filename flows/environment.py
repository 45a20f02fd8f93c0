"""Settings that Prefect must have before it is imported: its own home inside ours, and no word to anybody."""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from typing import Final

from config.places import Places

QUIET: Final = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLI_PROMPT": "false",
}
"""No analytics, no questions."""

LOUD: Final = {"PREFECT_LOGGING_EXTRA_LOGGERS": "flows,tasks,warehouse"}
"""Whose std-lib log records are kept with a flow run; ``prefect.yaml`` says the same to other workers."""


def prepare_environment(places: Places, environ: MutableMapping[str, str] | None = None) -> None:
    """Set what is not set already: where Prefect keeps its files, no analytics, our loggers in its logs."""
    env = os.environ if environ is None else environ
    env.setdefault("PREFECT_HOME", str(places.home / "prefect"))
    for name, value in {**QUIET, **LOUD}.items():
        env.setdefault(name, value)


def places_environment(places: Places) -> dict[str, str]:
    """Return what tells a flow run in another process, started in another folder, where things stand."""
    return {"MINGDAN_HOME": str(places.home.absolute()), "MINGDAN_CONFIG": str(places.config.absolute())}
