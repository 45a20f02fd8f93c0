"""Every form that the simulated web serves, and every shipped source's own page, is found out by its page alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from config.load import load_configuration
from config.models import Source
from demo.web import Form
from demo.web.forms.feed import Feed
from demo.web.forms.feeds import VERSIONS, AnyFeed
from demo.web.forms.gkmlpt import Gkmlpt
from demo.web.forms.jpaas import Jpaas
from demo.web.forms.jpage import Jpage
from demo.web.forms.json_lists import FJDZAPP, GOV_SEARCH, HAIDIAN, IGS, QUERY_LIST, SUZHOU, JsonList
from demo.web.forms.miit_search import MiitSearch
from demo.web.forms.statics import ADDRESSES, PAGERS, ROWS, Static
from demo.web.forms.trade import Trade
from demo.web.forms.trs import Trs
from demo.web.forms.ucap import Ucap, UcapSearch
from tasks.discover.explore import Found, explore
from tasks.fetch.fixture import Fixture, Recorded, load_fixture
from tasks.fetch.fixture import _answer as answer_of
from tasks.fetch.kinds.list_page import Request, find_kind
from tests.house.tree import HOUSE
from tests.tasks.discover.conftest import ITEMS

FORMS: list[Form] = [
    Feed(), Feed(atom=True), Trs(), Trs(base=1), Trs(wrapped=True), Trs(base=1, shell=True), Trade(),
    Jpage(), Jpage(plain=True, broken_dates=True), Jpage(inline=False), Jpage(sealed=True), Jpage(inline=False, served=True),
    MiitSearch(), Jpaas(), Jpaas(pager=True), Gkmlpt(), Ucap(), Ucap(column="scjxt/wjfb", name="common_list"),
    UcapSearch(), UcapSearch(search="es"),
    *(AnyFeed(version=version) for version in VERSIONS),
    JsonList(GOV_SEARCH), JsonList(IGS), JsonList(HAIDIAN),
]  # fmt: skip
POSTED = [(JsonList(QUERY_LIST), "current"), (JsonList(FJDZAPP), "page"), (JsonList(SUZHOU), "pageIndex")]
STATICS = [
    *(Static(row=row) for row in ROWS if row != "no date"), *(Static(address=address) for address in ADDRESSES),
    *(Static(pager=pager, base=base) for pager in PAGERS for base in (0, 1)), Static(stub=True),
    Static(suffix="shtml"), Static(suffix="htm"),
]  # fmt: skip
SOURCES = sorted(load_configuration(HOUSE / "config").sources.values(), key=lambda source: source.id)


def name_of(form: Form) -> str:
    return repr(form).replace("'", "")[:50]


@pytest.mark.parametrize("form", FORMS, ids=name_of)
def test_a_form_is_known_by_its_page_with_its_rows(discover: Callable[..., Found], form: Form) -> None:
    found = discover(form)
    assert found.best is not None, [f"{one.candidate.kind}: {one.problem}" for one in found.others]
    assert found.best.candidate.kind == form.kind
    assert found.best.score.rows >= 10
    assert found.best.score.dated == 1.0 or form == AnyFeed(version="rss-0.90")  # which knows no dates


@pytest.mark.parametrize("form", STATICS, ids=name_of)
def test_every_manner_of_static_list_is_read_whole(discover: Callable[..., Found], form: Static) -> None:
    found = discover(form)
    assert found.best is not None, (
        [f"{one.candidate.kind}: {one.problem}" for one in found.others],
        found.refusals,
    )
    assert found.best.candidate.kind == "trs"
    assert [entry.title for entry in found.best.entries] == [item.title for item in ITEMS[:10]]
    assert found.turned is not None and (found.turned.walk.pages == 2) is not form.stub, found.turned.walk


@pytest.mark.parametrize(("form", "page"), POSTED, ids=[form.list_path for form, _ in POSTED])
def test_a_posted_interface_is_read_with_the_fields_it_was_given(
    discover: Callable[..., Found], form: Form, page: str
) -> None:
    found = discover(form, posted={page: "1"})
    assert found.best is not None and found.best.candidate.kind == "json"
    assert (found.best.candidate.settings["method"], found.best.candidate.settings["page"]) == ("POST", page)
    assert found.turned is not None and found.turned.walk.pages == 2


@pytest.mark.parametrize(("form", "base"), [(Trs(), 0), (Trs(base=1), 1)], ids=["index_1", "index_2"])
def test_the_second_page_decides_how_pages_are_counted(
    discover: Callable[..., Found], form: Form, base: int
) -> None:
    found = discover(form)
    assert found.best is not None and found.turned is not None
    assert found.best.candidate.settings["params"] == {"page_base": base}
    assert len(found.turned.walk.entries) == 20


def test_the_runner_up_is_kept(discover: Callable[..., Found]) -> None:
    assert any(other.candidate.kind == "html" and other.entries for other in discover(Trs()).others)


@pytest.mark.parametrize("source", SOURCES, ids=[source.id for source in SOURCES])
def test_a_shipped_source_is_found_by_the_first_page_of_its_fixture(source: Source) -> None:
    fixture = load_fixture(HOUSE / "config" / "fixtures" / f"{source.id}.yaml")
    found = asyncio.run(played(source, fixture))
    tried = [f"{one.candidate.kind}: {one.problem or one.score}" for one in found.others]
    assert found.best is not None, (tried, found.refusals)
    assert found.best.candidate.kind == source.list.kind, tried


async def played(source: Source, fixture: Fixture) -> Found:
    async def ask(request: Request) -> Recorded:
        return answer_of(fixture, request)

    return await explore(find_kind(source).first(source), source, ask=ask, today=fixture.today)
