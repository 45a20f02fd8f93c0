"""What ships is right: every file of the shipped configuration, walked one by one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from config.load import check_configuration, load_configuration
from config.models import Configuration
from config.places import REPOSITORY, write_out

SHIPPED = REPOSITORY / "config"
FILES = sorted(
    path
    for folder in ("sources", "programmes", "subscriptions")
    for path in (SHIPPED / folder).glob("*.yaml")
)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Configuration:
    folder = tmp_path_factory.mktemp("written")
    write_out(folder)
    return load_configuration(folder)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_shipped_file_is_right(path: Path, tmp_path: Path, shipped: Configuration) -> None:
    held = getattr(shipped, path.parent.name)
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert "id" not in said
    if path.parent.name == "subscriptions":
        assert said["enabled"] is False and path.stem not in held
    else:
        assert held[path.stem].title == said["title"]


def test_the_shipped_folder_has_no_error() -> None:
    assert check_configuration(SHIPPED)[1] == []


def test_the_ministrys_library_and_shandongs_columns_are_watched(shipped: Configuration) -> None:
    assert shipped.sources["miit-wjfb"].list.params == {"cateid": 196}
    columns = [shipped.sources[f"sd-gxt-{column}"].list.params for column in ("tz", "gg", "gs")]
    assert columns == [{"webid": 78, "columnid": number} for number in (15201, 15202, 15203)]


def test_the_cluster_programme_has_its_terms_duties_and_cohorts(shipped: Configuration) -> None:
    programme = shipped.programmes["cn-sme-cluster"]
    assert programme.validity is not None and programme.validity.years == 3
    assert (programme.renewal, programme.cohort) == ("review", "year")
    assert programme.cohorts["2025年度"] == "第四批"
    assert [(duty.due, duty.source) for duty in programme.duties] == [
        ("04-30", "工信部企业函〔2023〕283号"),
        ("03-31", "工信部企业函〔2024〕267号"),
    ]


def test_every_whole_list_seen_is_within_what_its_programme_expects(shipped: Configuration) -> None:
    # stated counts: ministry's clusters 2022 to 2025, Shandong's 2021, 2023 to 2025; batches of both champions
    seen = {
        "cn-sme-cluster": (100, 97),
        "sd-cluster": (25, 35, 36),
        "cn-single-champion": (54, 50, 20, 36, 68, 26, 66, 118, 141),
        "sd-single-champion": (78, 118, 106, 103, 286, 59, 46, 348),
    }
    for name, counts in seen.items():
        expected = shipped.programmes[name].expect
        assert expected is not None
        assert all(expected.rows[0] <= count <= expected.rows[1] for count in counts), name


def test_every_programme_has_a_golden_case(shipped: Configuration) -> None:
    cases = (REPOSITORY / "tests" / "cases" / "announcements").glob("*/expected.yaml")
    kept = "".join(path.read_text(encoding="utf-8") for path in cases)
    assert [id_ for id_ in shipped.programmes if f"programme_id: {id_}\n" not in kept] == []


def test_every_figure_of_a_programme_says_what_it_rests_on_and_a_missing_term_is_said() -> None:
    for path in (SHIPPED / "programmes").glob("*.yaml"):
        lines = path.read_text(encoding="utf-8").splitlines()
        figures = [line for line in lines if line.startswith(("validity:", "expect:"))]
        assert all("#" in line for line in figures), path.stem
        terms = [line for line in lines if line.startswith("validity:") or ("#" in line and "term" in line)]
        assert terms or "no rule is known" in "".join(lines), path.stem
