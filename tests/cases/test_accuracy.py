"""The measure of accuracy can tell right from wrong, and no figure falls below the floor that was once reached."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tasks.ledger.gate import Verdict
from tasks.recognise.notice import Problem, Stage, Unconcerned
from tests.cases.accuracy import below, open_cases, shares, table
from tests.cases.reading import Outcomes, as_data, run_case
from tests.cases.score import Score, score
from tests.cases.variations import variations
from tests.cases.written import expected, folders, load

ROOT = Path(__file__).parents[2]
CASE = next(one for one in folders() if one.name == "cn-champion-b6-wujin-part")
HELD = Verdict((Problem("count", "made up"),), {})


@pytest.fixture(scope="module")
def right() -> Outcomes:
    return run_case(CASE)


def test_a_case_read_right_scores_in_full(right: Outcomes) -> None:
    figures = score(expected(CASE), right)
    assert (figures.rows, figures.exact, figures.accepted) == (5, 5, 1)
    assert figures.fields == figures.right and not figures.missed and not figures.false_holds


def test_a_held_reading_of_a_good_case_is_a_false_hold(right: Outcomes) -> None:
    figures = score(expected(CASE), Outcomes(right.outcome, HELD, ()))
    assert (figures.false_holds, figures.missed) == (1, 0)


def test_an_accepted_reading_with_another_row_slipped_through(right: Outcomes) -> None:
    said = as_data(right)
    said["rosters"][0]["rows"][0] = "示例有限公司"
    figures = score(said, right)
    assert (figures.exact, figures.missed) == (4, 1)


def test_a_row_in_the_wrong_list_slipped_through(right: Outcomes) -> None:
    said = as_data(right)
    said["rosters"][1]["operation"] = str(Stage.REVOCATION)
    assert score(said, right).missed == 1


def test_an_accepted_reading_that_should_wait_slipped_through(right: Outcomes) -> None:
    assert score({**expected(CASE), "gate": ["count"]}, right).missed == 1


def test_an_announcement_lost_in_silence_slipped_through(right: Outcomes) -> None:
    assert score(expected(CASE), Outcomes(Unconcerned("made up"), None, ())).missed == 1


def test_a_held_reading_may_be_as_wrong_as_it_likes(right: Outcomes) -> None:
    said = as_data(right)
    said["rosters"][0]["rows"] = ["示例有限公司"]
    assert score({**said, "gate": ["count"]}, Outcomes(right.outcome, HELD, ())).missed == 0


def test_a_figure_below_its_floor_is_said_and_so_is_whatever_slipped_through() -> None:
    figures = Score(readings=2, rows=10, exact=9, fields=4, right=4, accepted=2, false_holds=1, missed=1)
    floors = {"xlsx": {"rows": 0.9, "fields": 1.0, "passed": 0.6}}
    assert below(floors, {"xlsx": figures}) == [
        "xlsx: 1 missed holds",
        "xlsx: passed 50.00%, the floor is 60.00%",
    ]
    assert shares(Score()) == {"rows": 1.0, "fields": 1.0, "passed": 1.0}


def test_the_table_fits_a_terminal() -> None:
    figures = Score(9999, 999999, 999999, 99999, 99999, 9999, 999, 999)
    assert max(map(len, table({"as it is: docx+html+pdf+xlsx": figures}))) <= 80


def test_every_case_is_varied_and_none_twice_the_same_way() -> None:
    for folder in folders():
        kinds = [one.kind for one in variations(load(folder), drawn=True)]
        assert kinds and len(kinds) == len(set(kinds))


def test_few_cases_are_known_not_to_be_read_right_yet() -> None:
    assert len(open_cases()) <= 5


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_no_figure_falls_and_nothing_slips_through() -> None:
    words = [sys.executable, "-m", "tests.cases.accuracy"]
    done = subprocess.run(words, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
