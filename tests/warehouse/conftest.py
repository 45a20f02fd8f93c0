from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from warehouse.store import Store

NOW = datetime(2024, 6, 30, 1, 2, 3, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def empty_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a warehouse with all migrations once: copying it is much faster."""
    path = tmp_path_factory.mktemp("empty") / "warehouse.duckdb"
    with Store(path, wait=0, now=NOW):
        pass
    return path


@pytest.fixture
def open_store(tmp_path: Path, empty_warehouse: Path) -> Callable[[], Store]:
    """Open the same warehouse as often as asked; it does not wait for anybody."""
    shutil.copy(empty_warehouse, tmp_path / "warehouse.duckdb")
    return lambda: Store(tmp_path / "warehouse.duckdb", wait=0, now=NOW)
