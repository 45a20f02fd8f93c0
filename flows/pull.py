"""Where a worker finds the code of a flow run: the pull step of ``prefect.yaml``."""

from __future__ import annotations

from pathlib import Path


def installed_code() -> dict[str, str]:
    """Return the folder that mingdan runs from on the worker's own machine, a checkout or a wheel's, as Prefect asks."""
    return {"directory": str(Path(__file__).resolve().parent.parent)}
