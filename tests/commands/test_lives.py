"""show on whole lives: every title and step, former names with their days, what comes next, what was not believed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from commands.sql import ABOUT, MACROS
from commands.text import display_width
from tests.commands.conftest import Ran
from tests.commands.lives import publish_lives
from warehouse.statements import VIEWS, scripts_in


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lives")
    publish_lives(folder)
    return folder


@pytest.fixture
def show(mingdan: Callable[..., Ran], lives: Path) -> Callable[..., Ran]:
    """Show a thing of the published lives on 2026-05-20."""
    at = ("--home", str(lives), "--now", "2026-05-20T09:00:00+08:00")
    return lambda *words: mingdan("show", *words, *at)


def test_a_former_name_has_the_day_of_its_document(show) -> None:
    assert "formerly 示例重工有限公司 (until 2022-12-26)" in show("示例重工有限公司").out
    assert "also known as 示例区激光示例产业集群" in show("激光").out  # no document says when


def test_titles_come_in_the_order_of_their_first_day_with_every_category(show) -> None:
    out = show("示例重工").out
    heads = [line for line in out.splitlines() if line.endswith(("(national)", "(province)"))]
    assert heads == [
        "制造业单项冠军 第一批 (national)", "山东省制造业单项冠军 第一批 (province)",
        "专精特新“小巨人”企业 第一批 (national)", "山东省制造业单项冠军 第九批 (province)",
    ]  # fmt: skip
    assert "retitled · 2017-01-17 .. 2019-11-12 · 培育企业" in out
    assert "expired · 2019-11-13 .. 2025-11-12 · 示范企业" in out


def test_a_step_has_document_number_place_and_link_and_a_relay_is_marked(show) -> None:
    out = show("示例重工").out
    step = out.partition("2019-11-13  renewed")[2].partition("\n 20")[0]
    assert all(
        part in step
        for part in ("工信部联产业函〔2019〕354号", "附件2.xlsx, sheet 1!B3", "miit.gov.cn/fourth.html")
    )
    assert "relay only, not yet confirmed" in out.partition("2025-12-15  designated")[2]


def test_within_one_notice_a_title_is_moved_before_it_is_renewed(show) -> None:
    (life,) = show("示例重工", "--format", "json").json
    assert [step["kind"] for step in life["steps"] if step["effective_on"] == "2019-11-13"] == [
        "retitled",
        "renewed",
    ]


def test_what_comes_next_is_its_own(show) -> None:
    out = show("海洋").out
    assert "2026-10-08  review" in out and "in 141 days" in out.partition("Next")[2]
    assert "Next" not in show("示例轴承").out


def test_what_was_said_and_not_believed_is_shown_with_who_said_it(show) -> None:
    told = show("s:e00000000004").out.partition("Said elsewhere and not believed")[2]
    assert (
        "示例光电科技有限公司" in told
        and "believed: 示例光电有限公司" in told
        and "https://shili.example/8.html" in told
    )
    assert "Said elsewhere" not in show("示例传感").out  # the same announcement, another's name


def test_json_holds_all_that_is_known(show) -> None:
    (life,) = show("示例重工", "--format", "json").json
    assert life["names"] == [{"name": "示例重工有限公司", "until": "2022-12-26"}]
    assert (len(life["titles"]), len(life["steps"]), life["findings"], life["deadlines"]) == (9, 12, [], [])


@pytest.mark.parametrize("name", ["示例重工", "示例光电有限公司", "海洋", "激光", "示例轴承"])
def test_no_line_is_wider_than_the_terminal(show, name: str) -> None:
    assert all(display_width(line) <= 80 for line in show(name).out.splitlines())


def test_sql_offers_every_view_and_macro(mingdan) -> None:
    scripts = scripts_in(VIEWS)
    words = ABOUT.replace("\n", " ").replace(",", " ").replace(".", " ").split()
    assert [name for name, text in scripts.items() if " view " in text and name not in words] == []
    ran = mingdan("sql", "from serch('示例')")
    assert ran.status == 2 and MACROS in ran.err
