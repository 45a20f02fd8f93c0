"""search: names and titles that hold some words, or nearly, as a person asks for them."""

from commands.text import display_width


def test_words_are_found_in_any_order_and_the_best_comes_first(mingdan) -> None:
    out = mingdan("search", "激光", "济南").out
    assert out.splitlines()[0].split()[:3] == ["1.00", "subject", "济南高新区高端激光装备特色产业集群"]
    assert "s:000000000001"[:12] in out and "山东省济南市" in out


def test_a_former_name_is_found_and_says_what_it_is_called_now(mingdan) -> None:
    out = mingdan("search", "东区旧名").out
    assert "示例市东区旧名产业集群" in out and "now 示例省示例市东区示例产业集群" in out


def test_titles_of_announcements_are_found_and_may_be_asked_for_alone(mingdan) -> None:
    found = mingdan("search", "特色产业集群名单", "--kind", "announcement", "--format", "json").json
    assert found[0]["about_id"] == "a:3f9c00112233" and {one["kind"] for one in found} == {"announcement"}


def test_traditional_script_is_tried_too(mingdan) -> None:
    assert "济南高新区高端激光装备特色产业集群" in mingdan("search", "濟南", "激光裝備").out


def test_a_table_says_that_there_is_more_and_other_formats_have_all(mingdan) -> None:
    assert "… more of them" in mingdan("search", "示例特色产业集群").out.splitlines()[-1]
    assert len(mingdan("search", "示例特色产业集群", "--format", "json").json) > 30


def test_nothing_found_is_said(mingdan) -> None:
    ran = mingdan("search", "锂钴镍")
    assert (ran.status, ran.out) == (0, "No name or title holds a third of that.\n")


def test_no_line_is_wider_than_the_terminal(mingdan) -> None:
    assert all(display_width(line) <= 80 for line in mingdan("search", "示例", "产业集群").out.splitlines())
