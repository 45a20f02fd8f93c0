"""The line itself: start-up, help, exit statuses, the voice of complaints."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from commands.catalogue import COMMANDS

HEAVY = ("prefect", "pydantic", "aiohttp", "apprise", "rich", "click")
READING = [
    ["changes"], ["announcements"], ["deadlines"], ["sources", "list"], ["review", "list"], ["alerts", "status"],
    ["show", "a:1a2b3c4d5e6f"], ["sql", "select 1"], ["--help"], ["--version"], ["poll", "--help"], ["demo", "--help"],
]  # fmt: skip


def start(home: Path, *words: str, code: str = "", **more: object) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "MINGDAN_HOME": str(home), "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}
    script = code or "import sys, mingdan; sys.exit(mingdan.main())"
    return subprocess.run(
        [sys.executable, "-c", script, *words], env=env, capture_output=True, text=True, **more
    )  # type: ignore[call-overload]  # options of run


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_reading_commands_load_nothing_heavy(home: Path, words: list[str]) -> None:
    code = (
        "import sys, mingdan; status = mingdan.main();"
        f"print(status, *(m for m in {HEAVY!r} if m in sys.modules), file=sys.stderr)"
    )
    assert start(home, *words, code=code).stderr.splitlines()[-1] == "0"


def test_help_and_misuse_answer_without_duckdb(home: Path) -> None:
    code = "import sys, mingdan; mingdan.main(); print('duckdb' in sys.modules, file=sys.stderr)"
    for words in (["--help"], ["chnages"], ["changes", "--help"]):
        assert start(home, *words, code=code).stderr.splitlines()[-1] == "False"


def test_a_reader_that_has_enough_is_no_failure(home: Path) -> None:
    env = {**os.environ, "MINGDAN_HOME": str(home)}
    command = f"{sys.executable} -c 'import mingdan; raise SystemExit(mingdan.main())' sql --format csv 'from range(200000)'"
    done = subprocess.run(
        ["bash", "-c", f"{command} | head -1; echo ${{PIPESTATUS[0]}}"],
        env=env,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == ["range", "0"] and done.stderr == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_teaches_by_examples(mingdan, command: str) -> None:
    told = mingdan(command, "--help")
    assert told.status == 0
    assert "examples:" in told.out and f"  mingdan {command}" in told.out
    assert "--home" in told.out


def test_top_help_names_every_command_and_status(mingdan) -> None:
    told = mingdan("--help")
    assert told.status == 0 and all(f"  {command} " in told.out for command in COMMANDS)
    assert "Exit status" in told.out


def test_version_is_one_line(mingdan) -> None:
    assert mingdan("--version").out.startswith("mingdan 0.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chnages"], 'there is no command "chnages".  Did you mean "changes"?'),
        (["changes", "--sinse", "2024"], 'Did you mean "--since"?'),
        (["changes", "--format", "jsn"], 'Did you mean "json"?'),
        (["changes", "--kind", "desginated"], 'Did you mean "designated"?'),
        (["changes", "--since", "2024-13"], "not in the calendar"),
        (["changes", "--since", "June"], "write 2024, 2024-06 or 2024-06-25"),
        (["changes", "--region", "山动"], 'no one region is called "山动"'),
        (["changes", "--limit", "0"], "whole number from 1"),
        (["review", "shw"], 'Did you mean "show"?'),
        (["review"], "An action is missing"),
        (["changes", "--now", "2024-06-01"], "no offset"),
        (["sql", "selec 1"], "syntax error"),
        (["sql", "select nope from changes"], "nope"),
        (["import", "nowhere.html", "--url", "ftp://x", "--source", "a"], "begins with http"),
        (
            ["import", "nowhere.html", "--url", "https://example.org/", "--source", "a"],
            "no file nowhere.html",
        ),
    ],
)
def test_bad_usage_ends_with_2_and_says_what_would_be_right(mingdan, words: list[str], said: str) -> None:
    ended = mingdan(*words)
    assert ended.status == 2 and ended.out == ""
    assert ended.err.startswith("mingdan: ") and said in ended.err


def test_no_command_shows_the_help_and_is_bad_usage(mingdan) -> None:
    assert mingdan().status == 2 and "COMMAND" in mingdan().err


@pytest.mark.parametrize(
    "words", [["changes"], ["sql", "select 1"], ["show", "示例"], ["review", "show", "r:1"]]
)
def test_before_anything_is_published_a_reader_is_told_what_to_run(
    mingdan, tmp_path: Path, words: list[str]
) -> None:
    ended = mingdan(*words, "--home", str(tmp_path))
    assert ended.status == 1 and "mingdan poll or mingdan demo" in ended.err


def test_places_stand_before_or_after_the_command(mingdan, home: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("MINGDAN_HOME", str(tmp_path))
    before = mingdan("--home", str(home), "sql", "select 1 as a", "--format", "json")
    after = mingdan("sql", "select 1 as a", "--format", "json", f"--home={home}")
    assert json.loads(before.out) == json.loads(after.out) == [{"a": 1}]


def test_now_decides_how_far_a_deadline_is(mingdan) -> None:
    assert "today" in mingdan("deadlines", "--now", "2025-03-31T00:10:00+08:00").out
    assert "in 1 day " in mingdan("--now", "2025-03-30T15:59:00Z", "deadlines").out
