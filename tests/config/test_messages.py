"""Every mistake is reported with the line it stands on and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.load import check_configuration

SOURCE = """title: 示例厅 通知
publisher: 示例厅
level: province
region: 山东
list:
  kind: html
  url: https://www.example.org/tzgg/
"""
PROGRAMME = """title: 示例集群
level: province
region: 山东
issuer: [示例厅]
subject: cluster
names: [示例集群]
"""
SUBSCRIPTION = """title: 示例订阅
match: {programmes: [sd-cluster], regions: [济南]}
deliver:
  - to: ${MINGDAN_ALERT_TEAM}
    when: weekly fri 17:30
"""
JSON_SOURCE = SOURCE.replace("kind: html", "kind: json")

MISTAKES = {
    "unknown kind": ("sources", SOURCE.replace("html", "jpagge"), 6, 'Did you mean "jpage"?'),
    "unknown key": ("sources", SOURCE + "evry: 1h\n", 8, 'Did you mean "every"?'),
    "unknown key inside": ("sources", SOURCE + "  itme: li\n", 8, '"itme" is no key in list'),
    "missing key": ("sources", SOURCE.replace("publisher: 示例厅\n", ""), 1, "publisher is missing"),
    "missing key inside": ("sources", SOURCE.replace("  kind: html\n", ""), 5, "list.kind is missing"),
    "number for text": ("sources", SOURCE + "every: 30\n", 8, "every is 30; it must be text"),
    "text for number": ("sources", SOURCE + "timeout: long\n", 8, 'timeout is "long"; it must be a number'),
    "below the bound": ("sources", SOURCE + "delay: -1\n", 8, "delay is -1; it must be at least 0"),
    "text for list": ("sources", SOURCE + "include: 名单\n", 8, "it must be a list"),
    "mapping for pauses": ("sources", SOURCE + "maintenance: {since: 2026-12-01}\n", 8,
                           "- {since: 2026-12-01, until: 2026-12-03, why: 系统升级}"),
    "mapping for targets": ("subscriptions", SUBSCRIPTION.replace("  - to", "    to"), 3, "- {to: "),
    "text for mapping": ("sources", SOURCE + "expect: 5\n", 8, "it must be a mapping"),
    "bad duration": ("sources", SOURCE + "every: 2 hours\n", 8, "such as 30m, 2h or 1d"),
    "bad pattern": ("sources", SOURCE + "include:\n  - 名单\n  - (名单\n", 10, "a regular expression"),
    "bad selector": ("sources", SOURCE + "  item: ul > > li\n", 8, "a CSS selector"),
    "bad charset": ("sources", SOURCE + "encoding: gbk2\n", 8, "a charset"),
    "bad address": ("sources", SOURCE.replace("https://", ""), 7, "a whole address"),
    "address with password": ("sources", SOURCE.replace("//www", "//a:b@www"), 7, "without a password"),
    "key of another kind": ("sources", SOURCE.replace("html", "feed") + "  item: li\n", 8, "does not fit list.kind feed"),
    "key of json on html": ("sources", SOURCE + "  items: data\n", 8, "item, link, next"),
    "json without its needs": ("sources", JSON_SOURCE, 5, "list.title is missing"),
    "unknown parameter": ("sources", SOURCE.replace("html", "jpage") + "  params: {webib: 7}\n", 8, '"webid"'),
    "parameter of wrong type": ("sources", SOURCE + "  params: {a: [1]}\n", 8, "text or a whole number"),
    "next and pages": ("sources", SOURCE + "  next: a\n  pages: i_{n}.html\n", 9, "exclude each other"),
    "pages without n": ("sources", SOURCE + "  pages: index.html\n", 8, "it must hold {n}"),
    "unknown region": ("sources", SOURCE.replace("山东", "山冬"), 4, "names no one region"),
    "ambiguous region": ("sources", SOURCE.replace("山东", "朝阳区"), 4, "names no one region"),
    "region above level": ("sources", SOURCE.replace("province", "city"), 4, "it must be a city"),
    "national with region": ("sources", SOURCE.replace("province", "national"), 4, "leave region out"),
    "robots without reason": ("sources", SOURCE + "robots: ignore\n", 8, "ignore and a reason"),
    "header with line break": ("sources", SOURCE + 'headers: {X-A: "b\\r\\nC: d"}\n', 8, "headers.X-A has a line break"),
    "another id": ("sources", SOURCE + "id: other\n", 8, "leave it out"),
    "duplicate key": ("sources", SOURCE + "title: 又一\n", 8, "twice, first on line 1"),
    "broken YAML": ("sources", SOURCE + "notes: [a, b\n", 9, "is no valid YAML"),
    "tab": ("sources", SOURCE + "expect:\n\tmin_entries: 1\n", 9, "is no valid YAML"),
    "alias": ("sources", SOURCE + "notes: &a x\nencoding: *a\n", 8, "anchors and aliases"),
    "tag": ("sources", SOURCE + "notes: !!python/name:os.system x\n", 8, "is no valid YAML"),
    "tag on a mapping": ("sources", SOURCE + "expect: !x {min_entries: 1}\n", 8, "without tags"),
    "no such day": ("sources", SOURCE + "notes: 2025-02-30\n", 8, "put it in quotes"),
    "a date for text": ("sources", SOURCE + "notes: 2025-02-03\n", 8, "put it in quotes"),
    "a list as file": ("sources", "- a\n", 1, "this file is a list; it must be a mapping"),
    "an empty file": ("sources", "", None, "title is missing"),
    "level of a programme": ("programmes", PROGRAMME.replace("province", "county"), 2, "national, province, city"),
    "renewal": ("programmes", PROGRAMME + "renewal: reviews\n", 7, 'Did you mean "review"?'),
    "cohort form": ("programmes", PROGRAMME + "cohorts:\n  2022年度: 第一批\n  2023: 第二批\n", 9, "which is no cohort"),
    "expect out of order": ("programmes", PROGRAMME + "expect: {rows: [9, 3]}\n", 7, "[least, most]"),
    "half a range": ("programmes", PROGRAMME + "expect: {rows: [9]}\n", 7, "expect.rows[1] is missing"),
    "no names": ("programmes", PROGRAMME.replace("names: [示例集群]", "names: []"), 6, "names has nothing in it"),
    "day of the year": ("programmes", PROGRAMME + "duties: [{what: 报送, due: 30-04, source: 示}]\n", 7, "MM-DD"),
    "unknown programme": ("subscriptions", SUBSCRIPTION.replace("sd-cluster", "sd-clusters"), 2, 'Did you mean "sd-cluster"?'),
    "unknown change": ("subscriptions", SUBSCRIPTION.replace("regions: [济南]", "kinds: [dropt]"), 2, 'Did you mean "dropped"?'),
    "unknown region to match": ("subscriptions", SUBSCRIPTION.replace("济南", "济难"), 2, "names no one region"),
    "when": ("subscriptions", SUBSCRIPTION.replace("weekly fri", "weekly friday"), 5, "weekly mon HH:MM"),
    "no such hour": ("subscriptions", SUBSCRIPTION.replace("17:30", "24:30"), 5, "weekly mon HH:MM"),
    "language": ("subscriptions", SUBSCRIPTION + "    language: cn\n", 6, "zh, en"),
    "nobody to tell": ("subscriptions", "title: 示例\ndeliver: []\n", 2, "at least one"),
    "no address": ("subscriptions", SUBSCRIPTION.replace("${MINGDAN_ALERT_TEAM}", "team"), 4, "${MINGDAN_ALERT_TEAM}"),
    "decisions as mapping": ("decisions", "id: r1\n", 1, "a list of decisions"),
    "decision word": ("decisions", "- {id: r, kind: list, about: [a],\n   decided: accepted, by: x, on: 2025-06-01}\n", 2, '"accept"'),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_reported_with_its_line_and_what_would_be_right(tmp_path: Path, mistake: str) -> None:
    folder, text, line, said = MISTAKES[mistake]
    files = {"programmes/sd-cluster.yaml": PROGRAMME, f"{folder}/wrong.yaml": text}
    for name, held in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(held, encoding="utf-8")
    _, errors = check_configuration(tmp_path)
    assert errors[0].line == line, str(errors[0])
    assert any(said in str(error) for error in errors), [str(error) for error in errors]
    assert {str(error.path) for error in errors} == {str(tmp_path / folder / "wrong.yaml")}


@pytest.mark.parametrize(
    "to", ["tgram://123:abc/456", "mailto://u:geheim@example.org", "https://hooks.example.org/T0/B0"]
)
def test_a_secret_in_a_file_is_refused_and_not_repeated(tmp_path: Path, to: str) -> None:
    (tmp_path / "subscriptions").mkdir()
    told = f"title: 示例\ndeliver:\n  - to: {to}\n"
    (tmp_path / "subscriptions/a.yaml").write_text(told, encoding="utf-8")
    _, errors = check_configuration(tmp_path)
    assert [error.line for error in errors] == [3]
    assert "holds a secret" in str(errors[0]) and to not in str(errors[0])


@pytest.mark.parametrize(("name", "said"), [
    ("sources/Sd_Gxt.yaml", "small letters, digits and hyphens"),
    ("sources/sd-gxt.yml", "rename it to sd-gxt.yaml"),
    ("settings.yml", "rename it to settings.yaml"),
])  # fmt: skip
def test_a_file_that_would_be_left_out_silently_is_an_error(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / name).write_text(SOURCE if "sources" in name else "", encoding="utf-8")
    _, errors = check_configuration(tmp_path)
    assert [error.path for error in errors] == [tmp_path / name]
    assert said in str(errors[0])


def test_a_wrong_setting_is_reported_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text("# ours\nnews_within_days: 0\n", encoding="utf-8")
    _, (error,) = check_configuration(tmp_path)
    assert error.line == 2
    assert "news_within_days is 0; it must be more than 0" in str(error)
