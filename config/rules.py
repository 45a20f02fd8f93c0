"""What a well-formed configuration file must also keep to: rules between its keys, and of the domain.

Pure: each function takes one checked model and yields what is wrong with it, place by place.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Collection, Iterator
from typing import Final
from urllib.parse import urlsplit

from pydantic import TypeAdapter
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from config.durations import DURATION_FORM, read_duration
from config.faults import Fault, did_you_mean, dotted, shown, unknown_key
from config.kinds import KIND_KEYS, KIND_PARAMS, NEEDED
from config.lines import Keys
from config.models import ListPage, Programme, Settings, Source, Subscription
from config.regions import Region, RegionTable
from config.secrets import holds_secret, names_in
from config.whens import WHEN_FORM, read_when

_COHORT: Final = re.compile(r"(?=.)(\d{4}年度)?(第[一二三四五六七八九十百〇零\d]+批)?", re.ASCII)
_COHORT_FORM: Final = "a cohort is written 2022年度, 第四批 or 2022年度第一批"
_REGION_FORM: Final = "write it as 山东, 山东省 or 山东省济南市"
_LEVEL_OF: Final = {"national": "nation", "province": "province", "city": "city", "county": "county"}
_SELECTORS: Final = ("item", "link", "title", "date", "next")
_PAGE_FIELD: Final = re.compile(r"\s*[^,\s][^,]*(,\s*\d{1,9}\s*)?", re.ASCII)
_OBJECT: Final = TypeAdapter(dict[str, object])
_EMPTY_PAGE: Final = LexborHTMLParser("<html></html>")


def source_faults(source: Source, regions: RegionTable) -> Iterator[Fault]:
    """Yield what is wrong with a source beyond the form of its keys; nothing where all is right."""
    yield from _region_faults(source.region, source.level, regions=regions)
    yield from _list_faults(source)
    yield from _url_faults(("list", "url"), source.list.url)
    yield from _duration_faults(("every",), source.every)
    if source.expect.newest_within is not None:
        yield from _duration_faults(("expect", "newest_within"), source.expect.newest_within)
    for key, patterns in (("include", source.include), ("exclude", source.exclude)):
        for number, pattern in enumerate(patterns):
            yield from _tried(
                (key, number), pattern, read=re.compile, refusal=re.error, wanted="a regular expression"
            )
    if source.encoding is not None:
        yield from _tried(
            ("encoding",),
            source.encoding,
            read=codecs.lookup,
            refusal=LookupError,
            wanted="a charset, such as gb18030",
        )
    if source.robots is not None and not re.match(r"ignore\W+\w", source.robots):
        yield Fault(
            ("robots",),
            f"robots is {shown(('robots',), source.robots)}; it must be ignore and a reason",
            "such as: ignore, the site's owner agreed on 2026-03-01",
        )
    yield from _access_faults(source)
    yield from _region_code_faults(source, regions)
    for name, value in source.headers.items():
        if re.search(r"[\r\n]", name + value):
            yield Fault(("headers", name), f"headers.{name} has a line break", "write it on one line")


def _access_faults(source: Source) -> Iterator[Fault]:
    """Check that every rung has its reason in words, and that a pause ends after it began."""
    for rung, reason in source.access:
        if reason is not None and not re.search(r"\w\W+\w|[^\W\da-zA-Z]{2}", reason):
            yield Fault(
                ("access", rung),
                f"access.{rung} is {shown((), reason)}; it must be the reason for it, in words",
                "such as: answers 403 without a browser's headers, 2026-03-01",
            )
    for number, pause in enumerate(source.maintenance):
        if pause.until <= pause.since:
            yield Fault(("maintenance", number, "until"), "maintenance.until is not after maintenance.since")


def _region_code_faults(source: Source, regions: RegionTable) -> Iterator[Fault]:
    """Check that the code is the region's own."""
    found = regions.named(source.region)
    if source.region_code is not None and found is not None and source.region_code != found.code:
        yield Fault(
            ("region_code",),
            f"region_code is {shown((), source.region_code)}; that of {found.name} is {found.code}",
        )


def programme_faults(programme: Programme, regions: RegionTable) -> Iterator[Fault]:
    """Yield what is wrong with a programme beyond the form of its keys; nothing where all is right."""
    yield from _region_faults(programme.region, programme.level, regions=regions)
    for key, held in (("names", programme.names), ("issuer", programme.issuer)):
        if not held or not all(word.strip() for word in held):
            yield Fault(
                (key,),
                f"{key} has nothing in it",
                "it must be a list with at least one text, and no empty one",
            )
    if programme.expect is not None and not 0 <= programme.expect.rows[0] <= programme.expect.rows[1]:
        yield Fault(
            ("expect", "rows"), "expect.rows is not a range; it must be [least, most]", "such as [80, 120]"
        )
    for keys, cohort in _cohorts(programme):
        if not _COHORT.fullmatch(cohort):
            yield Fault(keys, f"{dotted(keys)} has {shown(keys, cohort)}, which is no cohort", _COHORT_FORM)


def subscription_faults(
    subscription: Subscription, regions: RegionTable, *, programmes: Collection[str]
) -> Iterator[Fault]:
    """Yield what is wrong with a subscription; ``programmes`` are the ids of all programme files."""
    for number, programme in enumerate(subscription.match.programmes):
        if programme not in programmes:
            mend = f"{', '.join(sorted(programmes)) or 'there is none yet'}.{did_you_mean(programme, programmes)}"
            yield Fault(
                ("match", "programmes", number),
                f'match.programmes names "{programme}"; the programmes are',
                mend,
            )
    for number, region in enumerate(subscription.match.regions):
        if regions.named(region) is None:
            yield _no_region(("match", "regions", number), region)
    if not subscription.deliver:
        yield Fault(
            ("deliver",),
            "deliver has nothing in it",
            "it must be a list with at least one {to, when, language}",
        )
    for number, deliver in enumerate(subscription.deliver):
        yield from _to_faults(("deliver", number, "to"), deliver.to)
        yield from _tried(
            ("deliver", number, "when"), deliver.when, read=read_when, refusal=ValueError, wanted=WHEN_FORM
        )


def settings_faults(settings: Settings) -> Iterator[Fault]:
    """Yield what is wrong with the settings; nothing where all is right."""
    heartbeat = settings.heartbeat_url
    if heartbeat is not None and not names_in(heartbeat):
        yield from _url_faults(("heartbeat_url",), heartbeat)


def _list_faults(source: Source) -> Iterator[Fault]:
    """Check ``list`` against the table of kinds."""
    page, kind = source.list, source.list.kind
    said = page.model_fields_set - {"kind", "url"}
    for key in sorted(said - KIND_KEYS[kind]):
        right = ["kind", "url", *sorted(KIND_KEYS[kind])]
        yield Fault(
            ("list", key), f'"{key}" does not fit list.kind {kind}; what fits it is', f"{', '.join(right)}."
        )
    for key in sorted(NEEDED.get(kind, frozenset()) - said):
        yield Fault(("list", key), f"list.{key} is missing", f"list.kind {kind} needs it")
    params = KIND_PARAMS[kind]
    if params is not None and "params" in KIND_KEYS[kind]:
        for name in sorted(page.params.keys() - params):
            yield unknown_key(("list", "params", name), sorted(params))
    if page.next is not None and page.pages is not None:
        yield Fault(
            ("list", "pages"), "list.next and list.pages exclude each other", "keep the one that the site has"
        )
    if page.pages is not None and "{n" not in page.pages:
        yield Fault(
            ("list", "pages"),
            f"list.pages is {shown((), page.pages)}; it must hold {{n}}",
            "such as index_{n}.html",
        )
    if kind == "json":
        yield from _json_faults(page)
    if kind == "html":
        for key in _SELECTORS:
            yield from _selector_faults(("list", key), getattr(page, key))
    yield from _selector_faults(("detail", "content"), source.detail.content)
    yield from _selector_faults(("detail", "attachments"), source.detail.attachments)


def _json_faults(page: ListPage) -> Iterator[Fault]:
    """Check the paging and the body of a list that comes as JSON."""
    if page.page is not None and not _PAGE_FIELD.fullmatch(page.page):
        yield Fault(
            ("list", "page"),
            f"list.page is {shown((), page.page)}; it must be the name of a field, with the first page's number or without",
            "such as pageNo, or pageNo, 0",
        )
    if isinstance(page.body, str):
        yield from _tried(
            ("list", "body"),
            page.body,
            read=_OBJECT.validate_json,
            refusal=ValueError,
            wanted="a mapping, which is sent as a form, or the text of a JSON object",
        )


def _selector_faults(keys: Keys, selector: str | None) -> Iterator[Fault]:
    """Check that a CSS selector can be read."""
    if selector is not None:
        yield from _tried(
            keys,
            selector,
            read=_EMPTY_PAGE.css,
            refusal=(SelectolaxError, ValueError),
            wanted="a CSS selector",
        )


def _region_faults(region: str, level: str, *, regions: RegionTable) -> Iterator[Fault]:
    """Check that a region is known, and is of the rank that the level says; a relay may stand anywhere."""
    found: Region | None = regions.named(region)
    if found is None:
        yield _no_region(("region",), region)
    elif level in _LEVEL_OF and found.level != _LEVEL_OF[level]:
        wanted = "全国: leave region out" if level == "national" else f"a {_LEVEL_OF[level]}"
        yield Fault(
            ("region",),
            f"region is {shown((), region)} ({found.name}, a {found.level}); with level {level} it must be {wanted}",
        )


def _no_region(keys: Keys, region: str) -> Fault:
    """Say that a text names no region, or more than one."""
    return Fault(keys, f"{dotted(keys)} is {shown(keys, region)}, which names no one region", _REGION_FORM)


def _url_faults(keys: Keys, url: str) -> Iterator[Fault]:
    """Check that an address is a whole one, of the web."""
    try:
        parts = urlsplit(url)
        right = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.password
        right = right and (parts.port or 1) > 0 and not re.search(r"\s", url)
    except ValueError:
        right = False
    if not right:
        yield Fault(
            keys,
            f"{dotted(keys)} is {shown(keys, url)}; it must be a whole address, without a password",
            "such as https://www.example.gov.cn/tzgg/",
        )


def _to_faults(keys: Keys, to: str) -> Iterator[Fault]:
    """Check that ``to`` names its secret and does not hold it."""
    if holds_secret(to):
        yield Fault(
            keys,
            f"{dotted(keys)} holds a secret",
            "put the address into an environment variable and write ${ITS_NAME} here; then change the secret, for the file has shown it",
        )
    elif not names_in(to) and "://" not in to:
        yield Fault(
            keys,
            f"{dotted(keys)} is no address; it must be ${{NAME}}, the name of an environment variable that holds an Apprise URL",
            "such as ${MINGDAN_ALERT_TEAM}",
        )


def _duration_faults(keys: Keys, text: str) -> Iterator[Fault]:
    """Check a span of time."""
    yield from _tried(keys, text, read=read_duration, refusal=ValueError, wanted=DURATION_FORM)


def _tried(
    keys: Keys,
    said: str,
    *,
    read: Callable[[str], object],
    refusal: type[Exception] | tuple[type[Exception], ...],
    wanted: str,
) -> Iterator[Fault]:
    """Check a text by reading it: what the reader refuses is no such thing."""
    try:
        read(said)
    except refusal:
        yield Fault(keys, f"{dotted(keys)} is {shown(keys, said)}; it must be {wanted}")


def _cohorts(programme: Programme) -> Iterator[tuple[Keys, str]]:
    """Yield every cohort that a programme file names, with its place."""
    for name, other in programme.cohorts.items():
        yield ("cohorts", name), name
        yield ("cohorts", name), other
    for number, category in enumerate(programme.categories):
        if category.until is not None:
            yield ("categories", number, "until"), category.until
    for number, duty in enumerate(programme.duties):
        for place, cohort in enumerate(duty.cohorts):
            yield ("duties", number, "cohorts", place), cohort
