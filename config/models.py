"""The shapes of the configuration: what a YAML file may say, and nothing else.

Unknown keys are errors. Reading files, line numbers and "did you mean" are in ``config/load.py``; these models only
say what is right. All are frozen: a configuration does not change under a run.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from config.clock import CHINA

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
ListKind = Literal["feed", "html", "json", "trs", "jpage", "jpaas", "miit-search", "gkmlpt", "ucap"]
ChangeKind = Literal[
    "call", "rules", "repeal", "recommended", "proposed", "designated", "dropped", "renewed",
    "expired", "lapsed", "revoked", "renamed", "retitled", "corrected",
]  # fmt: skip


def _in_china(at: datetime) -> datetime:
    """Take an instant without offset as China's time."""
    return at if at.tzinfo else at.replace(tzinfo=CHINA)


def _as_written(value: object) -> object:
    """Take true and false as the words they are: a site is sent what its operator wrote, not 1 and 0."""
    return str(value).lower() if isinstance(value, bool) else value


Sent = Annotated[str | int, BeforeValidator(_as_written)]


class Strict(BaseModel):
    """A frozen model that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ListPage(Strict):
    """Where a source's list stands and how it is read; which extra keys fit is the kind's own matter."""

    kind: ListKind
    url: str
    params: dict[str, Sent] = {}
    item: str | None = None
    link: str | None = None
    title: str | None = None
    date: str | None = None
    items: str | None = None
    next: str | None = None
    pages: str | None = None
    method: Literal["GET", "POST"] = "GET"
    body: dict[str, Sent] | str = {}
    page: str | None = None
    doc_number: str | None = None


class Detail(Strict):
    """CSS selectors for an entry's page where the usual ones do not fit."""

    content: str | None = None
    attachments: str | None = None


class Expect(Strict):
    """What a healthy list page shows; less than this is a fault, not an empty list."""

    min_entries: int | None = None
    newest_within: str | None = None


class Access(Strict):
    """The rungs of the ladder for a difficult site, each with the reason it was switched on; none is climbed by itself.

    ``browser``: a browser's own headers, with referer, in place of our name. ``cookies``: the cookie of a redirect to
    itself is sent back. ``http``: plain http to the list's host where its https is broken. ``proxy``: through the proxy
    that the environment names. ``chromium``: a real browser meets a JavaScript challenge. ``tls: legacy`` is a rung too.
    """

    browser: str | None = None
    cookies: str | None = None
    http: str | None = None
    proxy: str | None = None
    chromium: str | None = None


class Maintenance(Strict):
    """A pause that a site has announced: from its first to its last instant nobody is alerted of its silence."""

    since: Annotated[datetime, AfterValidator(_in_china)]
    until: Annotated[datetime, AfterValidator(_in_china)]
    why: str


class Source(Strict):
    """One watched page, feed or interface (``config/sources/<id>.yaml``).

    ``region_code`` is the six digits of GB/T 2260, which must be those of ``region``. ``confidence`` says how sure the
    list's address is: seen at work (high), concluded from an article's address (medium), the domain alone (low).
    """

    id: Id
    title: str
    publisher: str
    level: Literal["national", "province", "city", "county", "relay"]
    region: str = "全国"
    list: ListPage
    every: str = "30m"
    notes: str = ""
    enabled: bool = True
    detail: Detail = Detail()
    headers: dict[str, str] = {}
    delay: float = Field(default=2.0, ge=0)
    timeout: float = Field(default=30.0, gt=0)
    encoding: str | None = None
    tls: Literal["strict", "legacy"] = "strict"
    allow_private: bool = False
    expect: Expect = Expect()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    robots: str | None = None
    access: Access = Access()
    maintenance: tuple[Maintenance, ...] = ()
    region_code: str | None = None
    confidence: Literal["high", "medium", "low"] | None = None


class Category(Strict):
    """A kind of title inside a programme; ``until`` is the last cohort that had it."""

    name: str
    until: str | None = None


class YearsOfValidity(Strict):
    """How long a title runs where the announcement does not say."""

    years: int = Field(gt=0)


class ExpectRows(Strict):
    """How many rows a whole list of the programme's own level has, at least and at most."""

    rows: tuple[int, int]


class DutyRule(Strict):
    """A yearly duty that holds where no notice says otherwise; ``source`` is the document it rests on."""

    what: str
    due: MonthDay
    cohorts: tuple[str, ...] = ()
    source: str


class Programme(Strict):
    """A kind of title (``config/programmes/<id>.yaml``); what the words mean is semantics 15 to 26."""

    id: Id
    title: str
    english: str = ""
    level: Literal["national", "province", "city"]
    region: str = "全国"
    issuer: tuple[str, ...]
    subject: Literal["enterprise", "cluster", "product", "park", "platform", "base", "other"]
    names: tuple[str, ...]
    categories: tuple[Category, ...] = ()
    validity: YearsOfValidity | None = None
    renewal: Literal["review", "term", "none", "roster"] = "term"
    cohort: Literal["year", "batch", "year-batch"] = "year"
    cohorts: dict[str, str] = {}
    expect: ExpectRows | None = None
    duties: tuple[DutyRule, ...] = ()


class Match(Strict):
    """What a subscription wants; an empty list means all. ``operations`` asks for the operator's news instead."""

    programmes: tuple[Id, ...] = ()
    regions: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    kinds: tuple[ChangeKind, ...] = ()
    operations: bool = False


class Deliver(Strict):
    """One way to one reader: ``to`` names environment variables or a Secret block, never a secret itself."""

    to: str
    when: str = "immediate"
    language: Literal["zh", "en"] = "zh"


class Subscription(Strict):
    """Who is told what (``config/subscriptions/<id>.yaml``)."""

    id: Id
    title: str
    match: Match = Match()
    deliver: tuple[Deliver, ...]
    enabled: bool = True


class Decision(Strict):
    """What a person decided (``config/decisions/*.yaml``); void when ``about`` no longer matches what it rests on.

    ``rows`` are mended rows for an accepted list, as a list of mappings with the columns of ``list_rows``.
    """

    id: str
    kind: str
    about: tuple[str, ...]
    decided: Literal["accept", "reject"]
    by: str
    on: Annotated[datetime, AfterValidator(_in_china)]
    why: str = ""
    rows: tuple[dict[str, str | None], ...] | None = None


class Settings(Strict):
    """House-wide settings (``config/settings.yaml``); every one may be left out."""

    news_within_days: int = Field(default=90, gt=0)
    failures_before_alert: int = Field(default=3, gt=0)
    fetch_concurrency: int = Field(default=64, gt=0)
    per_host_concurrency: int = Field(default=1, gt=0)
    max_body_mb: int = Field(default=50, gt=0)
    delivery_attempts: int = Field(default=5, gt=0)
    lock_wait_seconds: float = Field(default=120.0, ge=0)
    free_disk_mb: int = Field(default=500, ge=0)
    heartbeat_url: str | None = None


class Configuration(Strict):
    """Everything a run was told, by id."""

    settings: Settings = Settings()
    sources: dict[str, Source] = {}
    programmes: dict[str, Programme] = {}
    subscriptions: dict[str, Subscription] = {}
    decisions: tuple[Decision, ...] = ()
