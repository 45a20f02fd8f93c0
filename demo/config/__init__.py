"""The demo's configuration: the simulated sites as sources, the shipped programmes, two readers.

``${MINGDAN_DEMO_WEBHOOK}`` and ``${MINGDAN_DEMO_MAIL}`` are Apprise URLs of receivers on this machine; whoever plays
the past sets them in the environment before the first alert.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from demo.web.server import SimulatedWeb

WEBHOOK_VARIABLE = "MINGDAN_DEMO_WEBHOOK"
MAIL_VARIABLE = "MINGDAN_DEMO_MAIL"
_LIST_URL = "${LIST_URL}"


def write_config(folder: Path, web: SimulatedWeb) -> None:
    """Write a configuration folder that watches a simulated web, over whatever files of the same name stand there.

    Args:
        folder: the configuration folder; made if it is not there.
        web: the running web; every source in this package that it serves is written with its present address.

    Raises:
        OSError: the folder cannot be written.
    """
    served = {site.id for site in web.sites}
    for entry in _yaml_files(files("demo.config").joinpath("sources")):
        site_id = entry.name.removesuffix(".yaml")
        if site_id in served:
            text = entry.read_text(encoding="utf-8").replace(_LIST_URL, web.list_url(site_id))
            _write(folder / "sources" / entry.name, text)
    for package, name in (("demo.config", "subscriptions"), ("config", "programmes")):
        for entry in _yaml_files(files(package).joinpath(name)):
            _write(folder / name / entry.name, entry.read_text(encoding="utf-8"))


def _yaml_files(folder: Traversable) -> list[Traversable]:
    """Return the YAML files of a package's folder, in order; none if it has no such folder."""
    if not folder.is_dir():
        return []
    return sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".yaml")), key=lambda entry: entry.name
    )


def _write(path: Path, text: str) -> None:
    """Write a file, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
