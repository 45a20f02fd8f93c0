from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import ConfigurationError
from config.secrets import holds_secret, names_in, redact, resolve


def test_names_are_taken_from_the_environment() -> None:
    environ = {"TEAM": "tgram://t/1", "PASS": "geheim"}
    assert resolve("${TEAM}", environ) == "tgram://t/1"
    assert resolve("mailto://u:${PASS}@example.org", environ) == "mailto://u:geheim@example.org"
    assert names_in("${TEAM}${PASS}") == ("TEAM", "PASS")


def test_a_secret_block_is_asked_when_the_environment_lacks_the_name() -> None:
    blocks = {"TEAM": "json://localhost:1"}
    assert resolve("${TEAM}", {}, secret=blocks.get) == "json://localhost:1"
    assert resolve("${TEAM}", {"TEAM": "json://localhost:2"}, secret=blocks.get) == "json://localhost:2"


@pytest.mark.parametrize("environ", [{}, {"MINGDAN_ALERT_TEAM": ""}])
def test_a_missing_variable_says_file_line_name_and_what_to_do(environ: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError) as caught:
        resolve("${MINGDAN_ALERT_TEAM}", environ, file="config/subscriptions/a.yaml", line=4)
    assert str(caught.value).startswith(
        "config/subscriptions/a.yaml:4: the environment variable MINGDAN_ALERT_TEAM"
    )
    assert "export MINGDAN_ALERT_TEAM=" in str(caught.value)


@pytest.mark.parametrize("to", ["${TEAM", "${}", "${A B}", "${TEAM}${"])
def test_a_name_that_is_not_closed_is_refused(to: str) -> None:
    with pytest.raises(ConfigurationError, match="not well formed"):
        resolve(to, {"TEAM": "json://localhost"})


@pytest.mark.parametrize("to", [
    "slack://T1/B2/c3", "wecombot://key", "json://u:p@localhost", "https://hooks.example.org/x", "mailto://u:p@${HOST}",
    "json://localhost/?token=abc", "json://localhost, tgram://1:a/2", "json://u:p@[::1",
])  # fmt: skip
def test_a_secret_in_the_file_is_seen(to: str) -> None:
    assert holds_secret(to)


@pytest.mark.parametrize("to", [
    "${TEAM}", "json://localhost:8025/hook", "mailto://localhost:2525?from=a@example.org&to=b@example.org",
    "tgram://${TOKEN}/123", "mailto://u:${PASS}@example.org", "${A}, ${B}", "json://localhost/?token=${T}",
])  # fmt: skip
def test_what_only_names_its_secret_is_fine(to: str) -> None:
    assert not holds_secret(to)


@pytest.mark.parametrize(("url", "seen"), [
    ("json://u:geheim@localhost:8025/hook?x=geheim", "json://localhost:8025"),
    ("tgram://geheim/123", "tgram://…"),
    ("https://hooks.example.org/geheim", "https://hooks.example.org"),
    ("mailtos://u:geheim@mail.example.org?to=a@b", "mailtos://mail.example.org"),
    ("json://localhost:1, slack://geheim/b/c", "json://localhost:1, slack://…"),
    ("${TEAM}", "${TEAM}"), ("geheim", "(no address)"), ("json://u:geheim@[::1", "json://…"),
])  # fmt: skip
def test_a_channel_is_shown_without_its_secrets(url: str, seen: str) -> None:
    assert redact(url) == seen


@given(st.sampled_from(["json", "tgram", "mailto", "https", "x"]), st.text("abc0/?#[]@:&= ,;", max_size=12))
def test_no_password_is_ever_shown(scheme: str, rest: str) -> None:
    assert "GEHEIM" not in redact(f"{scheme}://u:GEHEIM@host{rest}")
