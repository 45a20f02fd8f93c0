"""Every form of a list through every fault of a site, by the real client: one table of how each poll ends.

All forms stand side by side on one simulated web and are polled in one run; a row of the table is a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import pytest

from config.models import Source
from demo.web import Fault, Form, SimulatedWeb, Site, Where, simulated_web
from demo.web.forms.feed import Feed
from demo.web.forms.jpage import Jpage
from demo.web.forms.trade import Trade
from demo.web.forms.trs import Trs
from tasks.archive.records import Poll, SourceState
from tests.tasks.fetch.kinds.test_json_families import FORMS as JSON_FORMS
from tests.tasks.fetch.kinds.test_json_families import ITEMS, NOW

OK, BLOCKED = SourceState.OK, SourceState.BLOCKED
CHANGED, FAILING = SourceState.CHANGED, SourceState.FAILING
PAGED: dict[str, tuple[Form, dict]] = {
    "trs": (Trs(), {}),
    "trs, from 1": (Trs(base=1), {}),
    "trs, wrapped": (Trs(wrapped=True), {}),
    "trs, shell": (Trs(shell=True), {}),
    "jpage, inside": (Jpage(), {}),
    "jpage, split days": (Jpage(broken_dates=True, plain=True), {}),
    "html": (Trade(), {"item": ".news-list li"}),
    "feed": (Feed(), {}),
}


def with_ten_rows(keys: dict) -> dict:
    """Return a source's keys with pages of ten rows where they ask for two."""
    return {
        key: with_ten_rows(value) if isinstance(value, dict) else 10 if value == 2 else value
        for key, value in keys.items()
    }


FORMS = PAGED | {name: (form, with_ten_rows(keys)) for name, (form, keys, _) in JSON_FORMS.items()}
SITES = {name: f"s{number}" for number, name in enumerate(FORMS)}


@dataclass
class Stage:
    """All forms as sites of one web, and their sources."""

    web: SimulatedWeb
    sources: dict[str, Source]

    def strike(self, fault: Fault, where: Where, **more: float) -> None:
        for site_id in SITES.values():
            self.web.set_fault(site_id, fault, where=where, **more)


@pytest.fixture(scope="module")
def open_web() -> Iterator[SimulatedWeb]:
    sites = [Site(SITES[name], "示例厅", form, ITEMS, page_size=10) for name, (form, _) in FORMS.items()]
    with simulated_web(sites, now=NOW) as web:
        yield web


@pytest.fixture
def stage(open_web, source) -> Iterator[Stage]:
    sources = {
        name: source(
            form.kind, list_keys={"url": open_web.list_url(SITES[name]), **keys}, id=SITES[name], timeout=1.0
        )
        for name, (form, keys) in FORMS.items()
    }
    open_web.clear_faults()
    yield Stage(open_web, sources)
    open_web.clear_faults()


def polled(stage: Stage, poll) -> dict[str, Poll]:
    return dict(zip(stage.sources, poll.many(*stage.sources.values()), strict=True))


def titles(stage: Stage, poll) -> dict[str, list[str]]:
    """Return what was captured of each form, in its order."""
    found: dict[str, list[str]] = {name: [] for name in stage.sources}
    names = {site_id: name for name, site_id in SITES.items()}
    for capture in poll.captures():
        found[names[capture.source_id]].append(capture.title)
    return found


ALL = [item.title for item in reversed(ITEMS)]
ENDS: dict[Fault, SourceState] = {
    Fault.FORBIDDEN: BLOCKED,
    Fault.RUISHU_412: BLOCKED,
    Fault.JSL_521: BLOCKED,
    Fault.FIREWALL_405: BLOCKED,
    Fault.CHALLENGE_200: BLOCKED,
    Fault.LOGIN_200: BLOCKED,
    Fault.COOKIE_REDIRECT: BLOCKED,
    Fault.COOKIE_SHELL: BLOCKED,
    Fault.TOO_MANY_429: BLOCKED,
    Fault.REDIRECT_LOOP: FAILING,
    Fault.BUSY_503: FAILING,
    Fault.MAINTENANCE_200: FAILING,
    Fault.SOFT_404: FAILING,
    Fault.GONE_404: FAILING,
    Fault.BAD_GATEWAY: FAILING,
    Fault.TIMEOUT: FAILING,
    Fault.RESET: FAILING,
    Fault.TRUNCATED: FAILING,
    Fault.REDESIGNED: CHANGED,
    Fault.ERROR_PAGE_200: CHANGED,
    Fault.UNSUCCESSFUL: CHANGED,
}
"""How a poll ends whose list comes so, whatever the form."""

HARMLESS = (
    Fault.FORBIDDEN_WITHOUT_AGENT, Fault.FORCED_GZIP, Fault.GBK, Fault.GBK_AS_UTF8, Fault.UTF8_AS_GBK, Fault.DYNAMIC,
    Fault.LYING_VALIDATORS, Fault.SLOW, Fault.PROTOCOL_RELATIVE, Fault.UPWARD_LINKS, Fault.DUPLICATE_ROW,
    Fault.RAW_NEWLINE, Fault.REFRESH_ROOT, Fault.FILES_ELSEWHERE, Fault.PAGE_IGNORED, Fault.STICKY, Fault.DRIP,
    Fault.FUTURE_DATE,
)  # fmt: skip
"""What changes nothing of what is read."""

LATER = (
    Fault.EMPTY, Fault.TITLE_EDITED, Fault.ITEM_DELETED, Fault.REPUBLISHED, Fault.BODY_EDITED, Fault.FILE_EDITED,
    Fault.RENUMBERED, Fault.ENDLESS, Fault.SCHEMES_MIXED, Fault.FORBIDDEN_WITHOUT_REFERER, Fault.STUB_PAGES,
    Fault.SHELL_PAGES, Fault.NO_BACK_PAGES,
)  # fmt: skip
"""What is seen by comparing two polls, or told of elsewhere in this module."""


def test_every_fault_stands_in_one_row_of_the_table() -> None:
    assert sorted(chain(ENDS, HARMLESS, LATER)) == sorted(Fault)


@pytest.mark.parametrize(("fault", "state"), ENDS.items(), ids=lambda value: str(value))
def test_a_list_that_does_not_come_ends_as_what_it_is_and_never_as_empty(stage, poll, fault, state) -> None:
    stage.strike(fault, Where.LIST, seconds=0.01)
    ended = {name: poll(one) for name, one in stage.sources.items()}  # alone: a host that fails is left alone
    wrong = {name: (one.state, one.reason) for name, one in ended.items() if one.state is not state}
    assert not wrong
    assert not any(one.complete or one.entries or one.new or not one.reason for one in ended.values())


@pytest.mark.parametrize("fault", HARMLESS)
def test_what_is_harmless_changes_nothing_of_what_is_read(stage, poll, fault) -> None:
    stage.strike(fault, Where.ALL, seconds=0.0005)
    ended = polled(stage, poll)
    wrong = {
        name: (one.state, one.reason)
        for name, one in ended.items()
        if one.state is not OK or not one.complete
    }
    assert not wrong
    assert {name: sorted(found) for name, found in titles(stage, poll).items()} == dict.fromkeys(
        FORMS, sorted(ALL)
    )


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (Fault.FORBIDDEN, BLOCKED),
        (Fault.RUISHU_412, BLOCKED),
        (Fault.BAD_GATEWAY, FAILING),
        (Fault.TIMEOUT, FAILING),
    ],
)
def test_a_list_whose_pages_do_not_come_is_no_good_poll(stage, poll, fault, state) -> None:
    stage.strike(fault, Where.PAGE, seconds=0.01)
    ended = polled(stage, poll)
    assert {name: (one.state, one.complete) for name, one in ended.items()} == dict.fromkeys(
        FORMS, (state, False)
    )
    assert poll.captures() == []


@pytest.mark.parametrize("fault", [Fault.FORBIDDEN, Fault.GONE_404, Fault.RESET])
def test_a_file_that_does_not_come_is_named_in_its_capture(stage, poll, fault) -> None:
    stage.strike(fault, Where.FILE)
    ended = polled(stage, poll)
    assert {(one.state, one.complete) for one in ended.values()} == {(OK, True)}
    newest = [capture for capture in poll.captures() if "第0号" in capture.title]
    assert len(newest) == len(FORMS)
    assert all(file.sha256 is None and file.error for capture in newest for file in capture.attachments)


def test_a_site_that_wants_a_referer_refuses_a_first_request_that_has_none(stage, poll) -> None:
    stage.strike(Fault.FORBIDDEN_WITHOUT_REFERER, Where.ALL)
    ended = polled(stage, poll)
    assert {one.state for one in ended.values()} == {OK, BLOCKED}
    assert {name for name, one in ended.items() if one.state is BLOCKED} > set(PAGED)
    read = {name: found for name, found in titles(stage, poll).items() if ended[name].state is OK}
    assert {name: sorted(found) for name, found in read.items()} == dict.fromkeys(read, sorted(ALL))


def test_half_of_the_links_by_https_where_there_is_none_is_half_of_the_pages_and_said(stage, poll) -> None:
    stage.strike(Fault.SCHEMES_MIXED, Where.ALL)
    ended = polled(stage, poll)
    assert {name: (one.state, one.new) for name, one in ended.items()} == dict.fromkeys(FORMS, (OK, 3))
    assert all("2 of 5 new pages not fetched" in one.reason and not one.complete for one in ended.values())


def test_an_empty_list_is_empty_on_first_sight_and_changed_where_there_used_to_be_rows(stage, poll) -> None:
    stage.strike(Fault.EMPTY, Where.ALL)
    first = polled(stage, poll)
    proven = {name: one for name, one in first.items() if name != "html"}  # any page: nothing proves it empty
    assert {n: (one.state, one.entries) for n, one in proven.items()} == dict.fromkeys(proven, (OK, 0))
    stage.web.clear_faults()
    assert {one.new for one in polled(stage, poll).values()} == {len(ITEMS)}
    stage.strike(Fault.EMPTY, Where.ALL)
    assert {one.state for one in polled(stage, poll).values()} == {CHANGED}


@pytest.mark.parametrize(
    ("fault", "new"),
    [
        (Fault.TITLE_EDITED, 1),
        (Fault.ITEM_DELETED, 0),
        (Fault.REPUBLISHED, 1),
        (Fault.BODY_EDITED, 0),
        (Fault.FILE_EDITED, 0),
    ],
)
def test_what_a_second_poll_sees_of_a_change_is_what_the_list_shows(stage, poll, fault, new) -> None:
    polled(stage, poll)
    stage.strike(fault, Where.ALL)
    ended = polled(stage, poll)
    assert {name: (one.state, one.new) for name, one in ended.items()} == dict.fromkeys(FORMS, (OK, new))


def test_new_addresses_for_all_are_said_and_told_nobody(stage, poll) -> None:
    polled(stage, poll)
    stage.strike(Fault.RENUMBERED, Where.ALL)
    ended = polled(stage, poll)
    assert {name: (one.state, one.new) for name, one in ended.items()} == dict.fromkeys(
        FORMS, (CHANGED, len(ITEMS))
    )
    assert sum(capture.reappeared for capture in poll.captures()) == len(ITEMS) * len(FORMS)
