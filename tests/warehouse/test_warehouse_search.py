"""Names and titles are found by the pairs of their characters, in plain SQL, in the published file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.published import Published
from warehouse.records import Announcement, Subject, SubjectName
from warehouse.snapshot import publish
from warehouse.store import Store

NOW = datetime(2024, 1, 1, tzinfo=UTC)
NAMES = {
    "s1": ("济南高新区高端激光装备特色产业集群",),
    "s2": ("示例（中国）新材料有限公司", "示例旧材料有限公司"),
    "s3": ("示例激光科技有限公司",),
    "s4": ("ＡＢＢ示例电机有限公司",),
    "s5": ("示例光激科技有限公司",),
    "s6": ("京",),
}
TITLE = "工业和信息化部关于公布第四批制造业单项冠军企业名单的通告"


def notice() -> Announcement:
    """An announcement of which only the title matters."""
    return Announcement(
        "a1", TITLE, None, None, "national", "全国", None, "designation", None, None, None, None, None, None, None,
        "https://example.org/a1", "official", None, None, None, 0, "accepted", None, None, (), "[]", (), False, (), NOW,
    )  # fmt: skip


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, empty_warehouse: Path) -> Iterator[Published]:
    folder = tmp_path_factory.mktemp("search")
    with Store(folder / "warehouse.duckdb", now=NOW) as store:
        for subject_id, names in NAMES.items():
            store.merge([Subject(subject_id, "enterprise", names[0], None, None, NOW)])
            store.merge(SubjectName(subject_id, name, name) for name in names)
        store.merge([notice()])
        path = publish(store, folder, version="1", now=NOW)
    with Published(path) as file:
        yield file


def found(file: Published, words: object) -> list[object]:
    return [row[0] for row in file.rows("select about_id from search($1)", [words]).rows]


@pytest.mark.parametrize(
    ("words", "best"),
    [
        ("济南 激光", "s1"),
        ("激光 济南", "s1"),
        ("示例（中国）新材料", "s2"),
        ("示例中国新材料有限公司", "s2"),
        ("旧材料", "s2"),
        ("ａｂｂ", "s4"),
        ("第四批单项冠军", "a1"),
        ("济南高新区高端激尤装备特色产业集群", "s1"),
        ("京", "s6"),
    ],
)
def test_the_best_is_what_the_words_mean(published: Published, words: str, best: str) -> None:
    assert found(published, words)[0] == best


def test_the_order_of_two_characters_counts(published: Published) -> None:
    assert "s5" not in found(published, "激光")


def test_a_name_that_holds_all_has_one_and_what_all_share_weighs_little(published: Published) -> None:
    rows = published.rows("select about_id, text, score from search('示例激光科技有限公司')").rows
    scores = {row[0]: row[2] for row in rows}
    assert (scores["s3"], rows[0][1]) == (1.0, "示例激光科技有限公司")
    assert "s2" not in scores  # it shares 示例 and 有限公司 with most


def test_a_subject_is_found_once_under_the_name_that_was_meant(published: Published) -> None:
    rows = published.rows("select about_id, kind, text from search('示例旧材料')").rows
    assert rows[0] == ("s2", "subject", "示例旧材料有限公司")
    assert [row[0] for row in rows].count("s2") == 1


@pytest.mark.parametrize("words", [None, "", "  ", "（）", "'; drop view bigrams; --", "锂钴镍"])
def test_what_nothing_is_called_finds_nothing(published: Published, words: object) -> None:
    assert found(published, words) == []


def test_one_character_finds_every_name_it_stands_in(published: Published) -> None:
    assert set(found(published, "光")) == {"s1", "s3", "s5"}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=12))
def test_the_pairs_of_a_text_rebuild_what_it_is_searched_by(published: Published, text: str) -> None:
    text = text.replace("\x00", "")
    ((key, pairs),) = published.rows("select search_key($1), bigrams_of($1)", [text]).rows
    key, pairs = str(key), tuple(pairs)  # type: ignore[call-overload]  # a row of text and texts
    assert key == "".join(key.split()) and (key in text.lower() or not text.isalnum() or not text.isascii())
    assert set(pairs) == ({key} if len(key) == 1 else {key[n : n + 2] for n in range(len(key) - 1)})


def test_publishing_anew_has_the_pairs_of_today_and_the_live_ledger_none(
    open_store: Callable[[], Store], tmp_path: Path
) -> None:
    with open_store() as store:
        store.merge([SubjectName("s1", "甲乙", "甲乙")])
        publish(store, tmp_path / "published", version="1", now=NOW)
        store.merge([SubjectName("s1", "甲乙", "x"), SubjectName("s2", "乙丙", "乙丙")])
        path = publish(store, tmp_path / "published", version="1", now=NOW)
        assert store.connection.execute("select count(*) from bigrams").fetchall() == [(0,)]
    with Published(path) as file:
        assert file.rows("from bigrams order by all").rows == [("乙丙", "s2"), ("甲乙", "s1")]
