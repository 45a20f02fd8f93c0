"""urlwatch: all jobs by its own workers, its own cache; ``with_urlwatch.py URL PAGES WORKERS FOLDER``."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import yaml
from urlwatch import worker  # type: ignore[import-not-found]  # in its own environment
from urlwatch.config import CommandConfig  # type: ignore[import-not-found]  # in its own environment
from urlwatch.main import Urlwatch  # type: ignore[import-not-found]  # in its own environment
from urlwatch.storage import (  # type: ignore[import-not-found]  # in its own environment
    CacheMiniDBStorage,
    UrlsYaml,
    YamlConfigStorage,
)


def main(url: str, pages: str, workers: str, folder: str) -> None:
    """Run every job once; print the seconds and how many were anything but unchanged (none counts on first sight)."""
    home = Path(folder)
    first = not (home / "cache.db").exists()
    jobs = [{"url": f"{url}/{number}.html"} for number in range(int(pages))]
    (home / "urls.yaml").write_text(yaml.safe_dump_all(jobs), encoding="utf-8")
    worker.MAX_WORKERS = int(workers)
    paths = {name: str(home / name) for name in ("config.yaml", "urls.yaml", "hooks.py", "cache.db")}
    config = CommandConfig([], "urlwatch", folder, folder, *paths.values(), verbose=False)
    if first:
        YamlConfigStorage.write_default_config(paths["config.yaml"])
    cache = CacheMiniDBStorage(paths["cache.db"])
    watch = Urlwatch(config, YamlConfigStorage(paths["config.yaml"]), cache, UrlsYaml(paths["urls.yaml"]))
    began = time.perf_counter()
    watch.run_jobs()
    took = time.perf_counter() - began
    states = watch.report.job_states
    cache.close()
    assert len(states) == int(pages)
    print(took, 0 if first else sum(state.verb != "unchanged" for state in states))


main(*sys.argv[1:])
