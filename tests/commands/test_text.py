from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from commands.table import draw, fit
from commands.text import cut, display_width, neutralise, pad, wrap

CHINESE = st.text(alphabet=st.sampled_from("示例县东区产业集群（）〔2024〕A-z 1,."), max_size=60)


@given(CHINESE)
def test_widths_agree_with_the_terminals_own_table(text: str) -> None:
    assert display_width(text) == wcswidth(text)


@given(st.text(), st.integers(4, 40))
def test_cut_and_wrapped_texts_never_pass_their_width(text: str, cells: int) -> None:
    safe = neutralise(text)
    assert display_width(cut(safe, cells)) <= cells
    assert all(display_width(line) <= cells for line in wrap(safe, cells))


@given(CHINESE, st.integers(4, 40))
def test_wrapping_loses_nothing_but_blanks(text: str, cells: int) -> None:
    assert "".join(wrap(text, cells)).replace(" ", "") == text.replace(" ", "")


@given(st.text())
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    shown = neutralise(text)
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u2066\u200f" for c in shown)
    assert neutralise(shown) == shown


def test_an_escape_sequence_from_a_page_is_shown_not_obeyed() -> None:
    assert neutralise("示例\x1b[2J\u202e公司") == "示例<U+001B>[2J<U+202E>公司"


def test_padding_counts_cells_not_characters() -> None:
    assert pad("名单", 6) == "名单  " and pad("7", 3, right=True) == "  7"


@given(st.lists(st.integers(0, 200), min_size=1, max_size=8), st.integers(20, 200))
def test_fitted_columns_fit_and_only_shrink(natural: list[int], room: int) -> None:
    fitted = fit(natural, room)
    if fitted is not None:
        assert sum(fitted) <= room
        assert all(now <= before for now, before in zip(fitted, natural, strict=True))


def test_numbers_stand_at_the_right_and_names_at_the_left() -> None:
    lines = draw(("name", "rows"), [("示例", 7), ("示例名单", 100)], width=40)
    assert lines[2:] == ["示例         7", "示例名单   100"]


def test_a_table_too_wide_for_columns_becomes_records_with_nothing_cut() -> None:
    columns = [f"column_{n}" for n in range(20)]
    lines = draw(columns, [["示例产业集群" * 3] * 20], width=60)
    assert all(display_width(line) <= 60 for line in lines)
    assert sum("示例产业集群" * 3 in line for line in lines) == 20
