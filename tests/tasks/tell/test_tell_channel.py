"""Secrets in, secrets out; and texts made harmless."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import DeliveryError
from tasks.tell.channel import Secrets, hide_target
from tasks.tell.clean import clean, clean_url

SECRET = st.text(alphabet="abcdefghijklmnopqrstuvwxyzABCDEF0123456789%", min_size=4, max_size=30)


@given(user=SECRET, password=SECRET, token=SECRET)
def test_no_piece_of_a_target_survives_in_an_error(user, password, token):
    to = f"jsons://Q{user}:Q{password}@hooks.example.org/Q{token}?+X-Auth=Q{token}"
    text = f"POST https://Q{user}:Q{password}@hooks.example.org/Q{token} said no to Q{token.upper()}"
    hidden = hide_target(text, to)
    assert "hooks.example.org" in hidden
    assert not any(f"q{secret}".lower() in hidden.lower() for secret in (user, password, token))


def test_a_short_password_is_hidden_without_shredding_words():
    assert (
        hide_target("login u1 / ab refused, about", "mailto://u1:ab@mail.example.org")
        == "login … / … refused, about"
    )


def test_a_chat_token_in_the_place_of_a_host_is_hidden():
    assert "T0ken" not in hide_target("no answer for T0kenAbc", "slack://T0kenAbc/B/C")


def test_a_target_that_is_no_url_is_hidden_whole():
    assert "geheim" not in hide_target("cannot read geheim-x", "geheim-x")
    assert "geheim" not in hide_target("cannot read json://[geheim", "json://[geheim")


def test_a_name_with_no_value_says_how_to_set_it():
    with pytest.raises(DeliveryError, match=r"TEAM is not set.*export TEAM="):
        Secrets({"TEAM": ""}).put_into("${TEAM}")


def test_values_are_put_in_wherever_they_are_named():
    assert (
        Secrets({"U": "a", "P": "b"}).put_into(" mailto://${U}:${P}@example.org ")
        == "mailto://a:b@example.org"
    )


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("示例\n股份\t有限公司", "示例 股份 有限公司"),
        ("示例\u202e司公\u200b", "示例司公"),
        ("<b>示例</b>", "＜b＞示例＜/b＞"),
        ("@everyone", "＠everyone"),
        ("见http://evil.example", "见http：//evil．example"),
        ("示例（集团）有限公司", "示例（集团）有限公司"),
        ("见 evil.example 及 Co.,Ltd", "见 evil．example 及 Co.,Ltd"),
        ("  ", ""),
        (None, ""),
    ],
)
def test_a_text_is_made_harmless_and_stays_readable(printed, shown):
    assert clean(printed) == shown


def test_stacked_accents_are_cut_to_one():
    assert len(clean("示" + "\u0301" * 50)) == 2


def test_a_very_long_text_is_cut_and_says_so():
    assert clean("示" * 1_000_000, 10) == "示" * 9 + "…"


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "ftp://example.org/", "//example.org", "https://www.miit.gov.cn@evil.example/", "http://", "",
     "https://exa mple.org/", "http://[::1", "https://例子.中国/", "https://example.org/" + "a" * 2000],
)  # fmt: skip
def test_what_no_reader_should_open_is_no_link(url):
    assert clean_url(url) == ""


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.miit.gov.cn/a/art_1.html?app=mb", "https://www.miit.gov.cn/a/art_1.html?app=mb"),
        ("http://gxt.shandong.gov.cn/名单.html", "http://gxt.shandong.gov.cn/%E5%90%8D%E5%8D%95.html"),
        ('https://example.org/"><b>\u202e', "https://example.org/%22%3E%3Cb%3E%E2%80%AE"),
        ("http://127.0.0.1:8080/a%20b#c", "http://127.0.0.1:8080/a%20b#c"),
    ],
)
def test_an_address_is_printed_so_that_it_opens(url, shown):
    assert clean_url(url) == shown
