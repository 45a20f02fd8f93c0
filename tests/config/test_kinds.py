"""The table of kinds says what the kinds that can be read really take."""

from __future__ import annotations

from importlib import import_module
from typing import get_args

import pytest

from config.kinds import KIND_KEYS, KIND_PARAMS, NEEDED
from config.models import ListKind, ListPage, Source
from config.regions import load_regions
from config.rules import source_faults

SHILI = {"id": "x", "title": "示例", "publisher": "示例厅", "level": "national"}
MODULES = {kind: f"tasks.fetch.kinds.{kind.replace('-', '_')}" for kind in KIND_KEYS}


def test_every_kind_has_its_rows() -> None:
    assert set(KIND_KEYS) == set(KIND_PARAMS) == set(get_args(ListKind))


def test_every_key_of_the_table_is_a_key_of_a_list_page() -> None:
    known = set(ListPage.model_fields)
    assert all(keys <= known for keys in KIND_KEYS.values())
    assert all(NEEDED[kind] <= KIND_KEYS[kind] for kind in NEEDED)


def test_every_key_of_a_list_page_fits_some_kind() -> None:
    fits = frozenset({"kind", "url"}).union(*KIND_KEYS.values())
    assert fits == set(ListPage.model_fields)


@pytest.mark.parametrize("kind", MODULES)
def test_the_table_agrees_with_the_kind_that_reads_it(kind: str) -> None:
    module = import_module(MODULES[kind])
    assert KIND_KEYS[kind] - {"params"} == module.KEYS
    assert KIND_PARAMS[kind] is None or KIND_PARAMS[kind] == module.PARAMS


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"page": "p", "body": '{"channelList": ["5144"]}'}, None),
        ({"page": "pageNo, 0", "body": {"q": "名单"}}, None),
        ({"page": "p, x"}, "list.page is"),
        ({"page": ", 1"}, "list.page is"),
        ({"body": "[1]"}, "the text of a JSON object"),
        ({"body": "q=1"}, "the text of a JSON object"),
    ],
)
def test_paging_and_body_of_a_json_list_are_checked_before_any_poll(keys, words) -> None:
    listed = {"kind": "json", "url": "https://www.example.com/", "link": "url", "title": "title", **keys}
    faults = list(source_faults(Source.model_validate(SHILI | {"list": listed}), load_regions()))
    assert [words in str(fault) for fault in faults] == ([] if words is None else [True])
