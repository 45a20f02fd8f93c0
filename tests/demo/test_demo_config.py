"""The demo's configuration watches the simulated web and is right by the models of the house."""

from __future__ import annotations

import pytest
import yaml

from config.models import Source, Subscription
from demo.config import MAIL_VARIABLE, WEBHOOK_VARIABLE, write_config
from demo.web import simulated_web


@pytest.fixture
def folder(past, tmp_path):
    with simulated_web(past.sites, now=past.days[0].at) as web:
        write_config(tmp_path, web)
        yield tmp_path, web


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_every_site_of_the_past_has_a_source_of_its_form(past, folder):
    path, web = folder
    for site in past.sites:
        source = Source(id=site.id, **read(path / "sources" / f"{site.id}.yaml"))
        assert source.list.url == web.list_url(site.id) and source.list.kind == site.form.kind
        assert source.allow_private and source.delay == 0


def test_the_two_readers_are_told_in_two_languages_by_variables(folder):
    path, _ = folder
    readers = [
        Subscription(id=one.stem, **read(one)) for one in sorted((path / "subscriptions").glob("*.yaml"))
    ]
    ways = {(way.language, way.to) for reader in readers for way in reader.deliver}
    assert ways == {("zh", f"${{{WEBHOOK_VARIABLE}}}"), ("en", f"${{{MAIL_VARIABLE}}}")}


def test_writing_again_gives_the_same_folder(folder):
    path, web = folder
    before = {file: file.read_bytes() for file in path.rglob("*.yaml")}
    write_config(path, web)
    assert before == {file: file.read_bytes() for file in path.rglob("*.yaml")}


def test_a_web_with_fewer_sites_has_fewer_sources(past, tmp_path):
    with simulated_web(past.sites[:1], now=past.days[0].at) as web:
        write_config(tmp_path, web)
    assert [file.stem for file in (tmp_path / "sources").iterdir()] == [past.sites[0].id]


def test_the_shipped_programmes_are_taken_over(folder):
    from config.models import Programme

    path, _ = folder
    programmes = {file.stem for file in (path / "programmes").glob("*.yaml")}
    assert {"cn-single-champion", "cn-sme-cluster", "sd-cluster"} <= programmes
    for file in (path / "programmes").glob("*.yaml"):
        Programme(id=file.stem, **read(file))
