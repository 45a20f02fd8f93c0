"""Real names come back from every way in which copies garble them, or are in doubt; clean ones are never touched."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.read.mending.characters import even
from tasks.read.mending.garble import judge
from tests.tasks.read.garbling import NAMES, REVERSIBLE, toned, utf8_as_gbk

PAGES = st.lists(st.sampled_from(NAMES), min_size=12, max_size=40, unique=True)


def test_clean_names_stay_as_they_are():
    page = "\n".join(NAMES)
    mender = judge(page)
    assert [mender.mend(name) for name in NAMES] == [even(name) for name in NAMES]
    assert mender.report.score == 1.0 and not any(map(mender.doubt, NAMES))


@pytest.mark.parametrize("garble", REVERSIBLE, ids=lambda garble: garble.__name__)
def test_every_name_comes_back_and_none_is_in_doubt(garble):
    garbled = [garble(name) for name in NAMES]
    mended = list(map(judge("\n".join(garbled)).mend, garbled))
    assert mended == [even(name) for name in NAMES]
    assert not any(map(judge("\n".join(garbled)).doubt, mended))


def test_a_name_of_which_bytes_were_lost_is_right_or_in_doubt():
    garbled = [utf8_as_gbk(name) for name in NAMES]
    mender = judge("\n".join(garbled))
    mended = list(map(mender.mend, garbled))
    wrong = [text for name, text in zip(NAMES, mended, strict=True) if text != even(name)]
    assert len(wrong) < len(NAMES) * 0.6 and all(map(mender.doubt, wrong))
    assert mender.report.score < 0.5


@settings(max_examples=25, deadline=None)
@given(PAGES, st.sampled_from(REVERSIBLE))
def test_any_page_of_names_comes_back_or_is_in_doubt(names, garble):
    garbled = [garble(name) for name in names]
    mender = judge("\n".join(garbled))
    for name, text in zip(names, map(mender.mend, garbled), strict=True):
        assert text == even(name) or mender.doubt(text) or len("".join(names)) < 200


@settings(max_examples=25, deadline=None)
@given(PAGES)
def test_mending_what_was_mended_changes_nothing_more(names):
    once = judge("\n".join(map(toned, names))).mend("\n".join(map(toned, names)))
    assert judge(once).mend(once) == once


@given(st.integers(0, 40))
def test_the_score_falls_with_every_lost_character(lost):
    page = "示例市公布的名单包括许多示例集群。" * 20
    more, less = judge(page + "\ufffd" * (lost + 1)), judge(page + "\ufffd" * lost)
    assert more.report.score <= less.report.score <= 1.0 and more.report.lost == lost + 1
