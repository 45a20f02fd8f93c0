from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import ConfigurationError
from config.lines import MAX_BYTES, Text, read_text


def _read(folder: Path, text: str | bytes) -> Text:
    path = folder / "x.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_text(path, Path("x.yaml"))


def test_each_key_has_its_line(tmp_path: Path) -> None:
    text = _read(tmp_path, "# head\na: 1\nb:\n  - c: 2\n    d: [3,\n      4]\n")
    assert text.data == {"a": 1, "b": [{"c": 2, "d": [3, 4]}]}
    assert text.line(("b", 0, "d", 1)) == 6
    assert text.line(("b", 0, "nothing", "there")) == 4


def test_keys_are_text_as_written(tmp_path: Path) -> None:
    assert _read(tmp_path, "on: 1\n2022: 2\nno: 3\n").data == {"on": 1, "2022": 2, "no": 3}


def test_a_byte_order_mark_is_no_part_of_a_key(tmp_path: Path) -> None:
    assert _read(tmp_path, b"\xef\xbb\xbftitle: a\n").data == {"title": "a"}


@pytest.mark.parametrize(("text", "line", "said"), [
    ("a: [&x 1, *x]\n", 1, "anchors and aliases"),
    ("a: 1\nb: " + "[" * 13 + "]" * 13, 2, "nested deeper"),
    ("b: " + "[" * 100_000, 1, "nested deeper"),
    ("a: 1\n? [b]\n: 2\n", 2, "a key must be a plain word"),
    ("a: 1\n--- \nb: 2\n", 2, "no valid YAML"),
    ("a: 1\nb: " + "9" * 5000, 2, "form of a date or number"),
    (b"a: 1\nb: \xb9\xa4\n", 2, "is not UTF-8"),
    ("a: \x01\n", None, "no valid YAML"),
    ("x" * (MAX_BYTES + 1), None, "is larger than"),
])  # fmt: skip
def test_what_is_not_plain_is_refused_with_its_line(
    tmp_path: Path, text: str | bytes, line: int | None, said: str
) -> None:
    with pytest.raises(ConfigurationError, match=said) as caught:
        _read(tmp_path, text)
    assert caught.value.line == line


def test_a_folder_named_like_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").mkdir()
    with pytest.raises(ConfigurationError, match="cannot be read"):
        read_text(tmp_path / "x.yaml", Path("x.yaml"))


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_by_name(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    try:
        read = _read(folder, text.encode("utf-8", "surrogatepass"))
    except ConfigurationError:
        return
    assert read.data is None or read.line(()) is not None
