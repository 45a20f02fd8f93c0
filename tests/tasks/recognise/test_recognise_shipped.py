"""Every shipped programme is found by its own issuer's words, and by nobody else's."""

from __future__ import annotations

import pytest

from config.load import load_configuration
from config.models import Programme
from config.places import REPOSITORY
from config.regions import load_regions
from tasks.recognise.notice import Notice, Unconcerned
from tests.tasks.recognise.cases import make_document, make_source, run

SHIPPED = load_configuration(REPOSITORY / "config").programmes
ROWS = "1.示例甲有限公司\n2.示例乙有限公司"


def title(programme: Programme, name: str) -> str:
    cohort = "2023年度" if programme.cohort == "year" else "第二批"
    return f"关于公布{cohort}{name}名单的通知"


@pytest.mark.parametrize("id_", SHIPPED)
def test_a_notice_of_its_issuer_is_the_programmes_by_each_of_its_names(id_: str) -> None:
    programme = SHIPPED[id_]
    source = make_source(programme.level, programme.region, programme.issuer[0])
    for name in programme.names:
        outcome = run(make_document(title(programme, name), ROWS), source=source)
        shared = "绿色制造名单" in name
        assert isinstance(outcome, Notice), f"{name}: {outcome}"
        assert shared or outcome.programme_id == id_, name


@pytest.mark.parametrize("id_", SHIPPED)
def test_the_same_words_of_a_province_without_such_a_programme_are_nobodys(id_: str) -> None:
    regions, programme = load_regions(), SHIPPED[id_]
    source = make_source("province", "山西省", "山西省工业和信息化厅")
    for name in programme.names:
        leading = regions.leading(name)
        bare = leading[1] if leading is not None else name
        said = title(programme, bare.removeprefix("国家"))
        outcome = run(make_document(said, ROWS), source=source)
        assert isinstance(outcome, Unconcerned), f"{said}: {outcome}"
