from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config.errors import ConfigurationError
from config.places import REPOSITORY, Places, find_places, shown_folder, write_out


def test_an_option_is_stronger_than_the_environment() -> None:
    said = {"MINGDAN_HOME": "/srv/a", "MINGDAN_CONFIG": "/srv/b"}
    assert find_places("here", environ=said) == Places(Path("here"), Path("/srv/b"))
    assert find_places(environ=said) == Places(Path("/srv/a"), Path("/srv/b"))


def test_in_the_repository_the_defaults_do_not_hang_on_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    places = find_places(environ={"MINGDAN_HOME": ""})
    assert places == Places(REPOSITORY / "var", REPOSITORY / "config")


def test_a_home_in_the_users_folder_is_found() -> None:
    assert find_places("~/mingdan", environ={}).home == Path.home() / "mingdan"


def test_all_state_is_below_the_home() -> None:
    places = Places(Path("h"), Path("c"))
    assert places.warehouse == Path("h/warehouse.duckdb")
    assert places.snapshot == Path("h/published/mingdan.duckdb")
    assert {places.archive, places.locks, places.logs} == {Path("h/archive"), Path("h/locks"), Path("h/logs")}


def test_what_ships_is_written_out_once_and_nothing_of_the_users_is_touched(tmp_path: Path) -> None:
    mine = tmp_path / "settings.yaml"
    mine.write_text("news_within_days: 30\n", encoding="utf-8")
    written = write_out(tmp_path)
    assert tmp_path / "sources" / "miit-wjfb.yaml" in written and mine not in written
    assert mine.read_text(encoding="utf-8") == "news_within_days: 30\n"
    assert write_out(tmp_path) == []


def test_a_folder_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="cannot be written"):
        write_out(tmp_path / "file")


def test_from_a_wheel_the_defaults_are_var_and_config_of_the_working_folder(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "config", tmp_path / "site" / "config")
    asked = "from config.places import find_places, write_out; p = find_places(environ={}); print(p.home, p.config, len(write_out(p.config)) > 10)"
    environ = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    ran = subprocess.run(
        [sys.executable, "-c", asked], cwd=tmp_path, env=environ, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["var", "config", "True"]
    assert (tmp_path / "config" / "programmes" / "cn-sme-cluster.yaml").is_file()


def test_in_the_repository_errors_name_its_folder_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    assert shown_folder(find_places(environ={}).config) == Path("config")
    monkeypatch.chdir(REPOSITORY.parent)
    assert shown_folder(find_places(environ={}).config) == REPOSITORY / "config"
