"""Settings that Prefect must have before it is imported: its own home inside ours, and no word to anybody."""

from __future__ import annotations

import os
from collections.abc import MutableMapping

from config.places import Places


def prepare_environment(places: Places, environ: MutableMapping[str, str] | None = None) -> None:
    """Set what is not set already: where Prefect keeps its files, no analytics, our loggers in its logs."""
    env = os.environ if environ is None else environ
    env.setdefault("PREFECT_HOME", str(places.home / "prefect"))
    env.setdefault("DO_NOT_TRACK", "1")
    env.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    env.setdefault("PREFECT_LOGGING_EXTRA_LOGGERS", "tasks,warehouse")
    env.setdefault("PREFECT_CLI_PROMPT", "false")
