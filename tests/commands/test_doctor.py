"""doctor: what is wrong, where, and what to do."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from commands.catalogue import COMMANDS
from tasks.archive.archive import Archive
from tasks.archive.records import Capture
from tasks.health.working_days import KNOWN_UNTIL
from tasks.ingest.shelf import READER_VERSION
from warehouse.records import CaptureRecord, ListRecord, Wanting
from warehouse.snapshot import publish
from warehouse.source_records import SourceRecord
from warehouse.store import Store

NOW = datetime(2024, 10, 1, tzinfo=UTC)


def found(ran, area: str, state: str) -> list[str]:
    return [str(row["what"]) for row in ran.json if row["area"] == area and row["state"] == state]


def archived(home: Path) -> str:
    archive = Archive(home / "archive")
    sha256 = archive.bodies.put("示例".encode())
    archive.log.append(
        Capture(
            "p:1",
            "example",
            "https://example.org/",
            "示例",
            date(2024, 9, 20),
            "",
            NOW,
            sha256,
            "text/html",
            (),
        )
    )
    return sha256


def test_a_fresh_home_is_not_wrong_and_says_how_to_begin(mingdan, tmp_path: Path) -> None:
    ran = mingdan("doctor", "--home", str(tmp_path / "new"))
    assert ran.status == 0 and "mingdan poll" in ran.out and "doctor --write-config" in ran.out


def test_every_configuration_error_is_listed_with_its_line(mingdan, tmp_path: Path) -> None:
    sources = tmp_path / "config" / "sources"
    sources.mkdir(parents=True)
    for name in ("a", "b"):
        (sources / f"{name}.yaml").write_text("title: 示例\nlevl: relay\n", encoding="utf-8")
    ran = mingdan("doctor", "--format", "json")
    wrong = found(ran, "configuration", "wrong")
    assert (
        ran.status == 2
        and any("a.yaml:2" in what for what in wrong)
        and any("b.yaml:2" in what for what in wrong)
    )


def test_a_configuration_of_which_no_source_is_right_has_nothing_that_is_well(
    mingdan, tmp_path: Path
) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "broken.yaml").write_text("title: [\n", encoding="utf-8")
    ran = mingdan("doctor", "--config", str(tmp_path), "--format", "json")
    assert [row["state"] for row in ran.json if row["area"] == "configuration"] == ["wrong"]


def test_the_shipped_configuration_is_written_out_and_right(mingdan, tmp_path: Path) -> None:
    ran = mingdan("doctor", "--write-config", "--home", str(tmp_path / "new"))
    assert ran.status == 0 and (tmp_path / "config" / "programmes" / "cn-sme-cluster.yaml").is_file()


def test_a_secret_that_is_not_set_is_named(mingdan, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    folder = tmp_path / "config" / "subscriptions"
    folder.mkdir(parents=True)
    (folder / "team.yaml").write_text("title: 示例\ndeliver:\n  - to: ${EXAMPLE_TEAM}\n", encoding="utf-8")
    ran = mingdan("doctor", "--format", "json")
    assert ran.status == 2 and any(
        "EXAMPLE_TEAM is not set" in w for w in found(ran, "configuration", "wrong")
    )


def test_a_damaged_body_is_found_and_a_whole_one_passes(mingdan, tmp_path: Path) -> None:
    sha256 = archived(tmp_path)
    assert any(
        "1 of 1 bodies" in w
        for w in found(mingdan("doctor", "--home", str(tmp_path), "--format", "json"), "archive", "well")
    )
    (path,) = (tmp_path / "archive").rglob(f"{sha256}*")
    path.write_bytes(b"torn")
    ran = mingdan("doctor", "--home", str(tmp_path), "--format", "json")
    assert ran.status == 1 and sha256 in found(ran, "archive", "wrong")[0]


def test_a_rule_that_does_not_hold_is_named_with_an_example(mingdan, tmp_path: Path) -> None:
    with Store(tmp_path / "warehouse.duckdb", now=NOW) as store:
        store.merge([ListRecord("a:1", 1, "附件", "cn-sme-cluster", "designation", None, None, 100, 97, "accepted", True,
                                False, "", None, None, None)])  # fmt: skip
        publish(store, tmp_path / "published", version="0.1.0", now=NOW)
    ran = mingdan("doctor", "--home", str(tmp_path), "--format", "json")
    assert (
        ran.status == 1
        and "rows_read is not the number of rows: 1 times, such as a:1 1" in found(ran, "ledger", "wrong")[0]
    )


def test_who_holds_the_warehouse_is_told_and_is_no_fault(mingdan, tmp_path: Path) -> None:
    with Store(tmp_path / "warehouse.duckdb", now=NOW) as store:
        publish(store, tmp_path / "published", version="0.1.0", now=NOW)
        ran = mingdan("doctor", "--home", str(tmp_path), "--format", "json")
    assert ran.status == 0 and any("in use" in what for what in found(ran, "home", "look"))


def test_an_old_published_file_is_worth_a_look(mingdan) -> None:
    ran = mingdan("doctor", "--now", "2024-10-02T00:00:00Z", "--format", "json")
    assert ran.status == 0 and any("11 days ago" in what for what in found(ran, "home", "look"))
    assert any("every rule holds: 3 announcements" in what for what in found(ran, "ledger", "well"))


def test_a_missing_program_is_named_with_what_waits_and_how_to_mend_it(
    mingdan, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with Store(tmp_path / "warehouse.duckdb", now=NOW) as store:
        store.merge(
            [
                CaptureRecord("c:1", 1, "example", "https://example.org/", None, "held", NOW),
                Wanting("c:1", "unar", 1),
            ]
        )
        publish(store, tmp_path / "published", version="0.1.0", now=NOW)
    ran = mingdan("doctor", "--home", str(tmp_path), "--format", "json")
    told = {
        str(row["what"]): row["mend"]
        for row in ran.json
        if row["area"] == "reading" and row["state"] == "look"
    }
    assert ran.status == 0 and len(told) == 3
    assert (
        told["unar is not installed: compressed rar archives are not read, and lists in them wait"]
        == "apt-get install unar"
    )
    assert "once it is installed" in told["1 announcements were not read in full for want of unar"]


def test_the_engine_of_pictures_is_looked_for_and_not_loaded(mingdan, tmp_path: Path) -> None:
    ran = mingdan("doctor", "--home", str(tmp_path / "new"), "--format", "json")
    assert any("rapidocr" in what and "3 models" in what for what in found(ran, "reading", "well"))


def test_readings_of_an_earlier_version_are_weighed_and_may_go(mingdan, tmp_path: Path) -> None:
    for version in ("v1", f"v{READER_VERSION}"):
        folder = tmp_path / "archive" / "readings" / version / "ab"
        folder.mkdir(parents=True)
        (folder / "ab.json.gz").write_bytes(b"x" * 300_000)
    ran = mingdan("doctor", "--home", str(tmp_path), "--format", "json")
    (what,) = (w for w in found(ran, "reading", "look") if "earlier versions" in w)
    assert what == "readings of earlier versions (v1) take 0.3 MB"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_catalogue_has_its_module(command: str) -> None:
    assert (Path(__file__).parents[2] / "commands" / f"{COMMANDS[command].module}.py").is_file()


def faring(state: str, reason: str | None, **more: object) -> SourceRecord:
    """A source as the ledger knows it."""
    known = SourceRecord(
        "example", "示例", "national", "全国", state, reason, NOW, 0, NOW, NOW, NOW, NOW, None, 15
    )
    return replace(known, **more)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (faring("blocked", "521", ill_since=NOW, needs_person=True), "example is blocked since 2024-10-01 08:00: 521"),
        (faring("ok", "4 entries a page", ill_since=NOW, failures=1),
         "example may be changing since 2024-10-01 08:00: 4 entries a page"),
    ],
)  # fmt: skip
def test_a_source_that_is_not_well_is_told_with_what_to_do(
    mingdan, tmp_path: Path, source, told: str
) -> None:
    with Store(tmp_path / "warehouse.duckdb", now=NOW) as store:
        store.merge([source])
        publish(store, tmp_path / "published", version="0.1.0", now=NOW)
    ran = mingdan("doctor", "--home", str(tmp_path), "--format", "json")
    mends = {str(row["what"]): str(row["mend"]) for row in ran.json if row["area"] == "sources"}
    assert ran.status == 0 and mends[told].startswith("mingdan sources check example")


def test_where_no_source_could_be_read_this_machine_is_the_one_to_look_at(mingdan, tmp_path: Path) -> None:
    gone = faring("failing", "the name is not known", ill_since=NOW, needs_person=True)
    with Store(tmp_path / "warehouse.duckdb", now=NOW) as store:
        store.merge([replace(gone, source_id=i, url=f"https://{i}.example.cn/") for i in "abc"])
        publish(store, tmp_path / "published", version="0.1.0", now=NOW)
    ran = mingdan("doctor", "--home", str(tmp_path), "--format", "json")
    [told] = found(ran, "sources", "look")
    assert told.startswith(
        "all 3 sources asked fail, on 3 hosts, which is rarely the fault of them all: look at this machine first"
    )


def test_nothing_is_to_do_about_a_site_whose_maintenance_is_stated(mingdan, tmp_path: Path) -> None:
    sources = tmp_path / "config" / "sources"
    sources.mkdir(parents=True)
    (sources / "example.yaml").write_text(
        "title: 示例\npublisher: 示例\nlevel: national\nlist: {kind: html, url: 'https://a.example.cn/'}\n"
        "maintenance:\n  - {since: 2024-10-01T00:00, until: 2024-10-02T08:00, why: site notice}\n",
        encoding="utf-8",
    )
    with Store(tmp_path / "warehouse.duckdb", now=NOW) as store:
        store.merge([faring("failing", "HTTP 502", ill_since=NOW)])
        publish(store, tmp_path / "published", version="0.1.0", now=NOW)
    places = ("--home", str(tmp_path), "--config", str(sources.parent))
    ran = mingdan("doctor", *places, "--now", "2024-10-01T09:00:00+08:00", "--format", "json")
    [mend] = [row["mend"] for row in ran.json if row["area"] == "sources"]
    assert mend == "nothing until 2024-10-02 08:00: it is in maintenance (site notice)"


def test_sources_that_are_well_or_switched_off_are_no_finding(mingdan, tmp_path: Path) -> None:
    off = faring("disabled", "switched off in its file", ill_since=NOW)
    with Store(tmp_path / "warehouse.duckdb", now=NOW) as store:
        store.merge([faring("ok", None), replace(off, source_id="other")])
        publish(store, tmp_path / "published", version="0.1.0", now=NOW)
    ran = mingdan("doctor", "--home", str(tmp_path), "--format", "json")
    assert found(ran, "sources", "well") == ["1 polled, all of them well"] and not found(
        ran, "sources", "look"
    )


def test_a_year_whose_holidays_are_not_decreed_is_told_once(mingdan, tmp_path: Path) -> None:
    later = f"{KNOWN_UNTIL + 1}-01-05T00:00:00Z"
    ran = mingdan("doctor", "--home", str(tmp_path), "--now", later, "--format", "json")
    [told] = found(ran, "sources", "look")
    assert f"known up to {KNOWN_UNTIL}" in told
