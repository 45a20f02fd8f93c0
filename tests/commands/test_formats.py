import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal

from commands.formats import Table, spreadsheet_safe, written
from commands.values import plain


def write(
    form: str, columns: tuple[str, ...], rows: list[tuple[object, ...]], types: tuple[str, ...] = ()
) -> str:
    return "\n".join(written(Table(columns, types or ("",) * len(columns), rows), form))


def test_json_keeps_types_dates_in_iso_and_chinese_as_it_is() -> None:
    row = (
        date(2024, 9, 19),
        datetime(2024, 9, 20, 2, tzinfo=UTC),
        Decimal("1.50"),
        None,
        ("甲", "乙"),
        '{"a": 1}',
    )
    text = write("json", tuple("abcdef"), [row], ("", "", "", "", "", "JSON"))
    record = {
        "a": "2024-09-19",
        "b": "2024-09-20T02:00:00Z",
        "c": 1.5,
        "d": None,
        "e": ["甲", "乙"],
        "f": {"a": 1},
    }
    assert json.loads(text) == [record] and "甲" in text


def test_json_without_rows_is_an_empty_array() -> None:
    assert json.loads(write("json", ("a",), [])) == []


def test_json_escapes_what_steers_a_terminal_and_loses_no_character() -> None:
    text = write("json", ("a",), [("示例\u202e\x9b",)])
    assert json.loads(text) == [{"a": "示例\u202e\x9b"}]
    assert "\u202e" not in text and "\x9b" not in text


def test_json_numbers_columns_of_one_name() -> None:
    assert json.loads(write("json", ("a", "a", "a_2"), [(1, 2, 3)])) == [{"a": 1, "a_2": 2, "a_2_2": 3}]


def test_json_never_holds_what_is_no_json() -> None:
    assert plain(float("nan")) is None and plain(Decimal("Infinity")) is None
    assert plain(Decimal("0.1234567890123456789")) == "0.1234567890123456789"


def test_csv_gives_a_spreadsheet_no_formula_but_keeps_numbers() -> None:
    rows = list(
        csv.reader(
            io.StringIO(write("csv", ("name", "n"), [("=cmd|'/c calc'!A1", -5), ("-", 1), ("@示例", 2)]))
        )
    )
    assert rows[1:] == [["'=cmd|'/c calc'!A1", "-5"], ["-", "1"], ["'@示例", "2"]]
    assert spreadsheet_safe("示例=1") == "示例=1"


def test_csv_quotes_what_needs_it_and_leaves_null_empty() -> None:
    text = write("csv", ("a", "b"), [('甲,"乙"', None), ("two\nlines", True)])
    assert list(csv.reader(io.StringIO(text)))[1:] == [['甲,"乙"', ""], ["two\nlines", "true"]]


def test_markdown_escapes_markup_from_the_data() -> None:
    assert (
        write("markdown", ("a",), [("x|y<script>[z](u)",)]).splitlines()[2] == "| x\\|y&lt;script>\\[z](u) |"
    )
