"""The configuration: every file checked, and every secret that a subscription names looked for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from commands.checks.finding import Finding, look, well, wrong
from config.load import check_configuration
from config.models import Configuration
from config.secrets import names_in

AREA = "configuration"


def check(folder: Path) -> tuple[Configuration, list[Finding]]:
    """Read the configuration; give what is right of it, and what is wrong with file and line."""
    configuration, errors = check_configuration(folder)
    findings = [wrong(AREA, _place(error.path, error.line, error.problem), error.mend) for error in errors]
    return configuration, [
        *findings,
        *_summary(folder, configuration, bool(errors)),
        *_secrets(configuration),
    ]


def _place(path: Path | str, line: int | None, problem: str) -> str:
    """Write where something is wrong, and what."""
    return f"{path}:{line}: {problem}" if line is not None else f"{path}: {problem}"


def _summary(folder: Path, configuration: Configuration, broken: bool) -> Iterator[Finding]:
    """Say what is configured, or how to begin."""
    if not folder.is_dir():
        yield look(
            AREA,
            f"there is no {folder}",
            "mingdan doctor --write-config puts the shipped configuration there",
        )
        return
    if not configuration.sources:
        if not broken or not any((folder / "sources").glob("*.yaml")):
            yield look(AREA, f"no source in {folder}", "mingdan doctor --write-config adds the shipped files")
        return  # where files are there and none is right, nothing of it is well
    counts = ", ".join(
        f"{len(held)} {name}"
        for name, held in (
            ("sources", configuration.sources),
            ("programmes", configuration.programmes),
            ("subscriptions", configuration.subscriptions),
            ("decisions", configuration.decisions),
        )
    )
    yield well(AREA, f"{folder}: {counts}")


def _secrets(configuration: Configuration) -> Iterator[Finding]:
    """Look for the environment variables that subscriptions name; with Prefect at hand a Secret block may serve."""
    for subscription in configuration.subscriptions.values():
        for deliver in subscription.deliver:
            for name in names_in(deliver.to):
                if not os.environ.get(name):
                    say = look if os.environ.get("PREFECT_API_URL") else wrong
                    yield say(
                        AREA,
                        f"subscription {subscription.id}: the environment variable {name} is not set",
                        f"export {name}='<an Apprise URL>' (or a Prefect Secret block of that name)",
                    )
