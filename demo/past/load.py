"""Loading the past: sites with all their articles, and the days on which mingdan looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib.resources import files
from itertools import pairwise

from demo.past.body import write_body
from demo.past.data import Announcement, Article, DayPlan, FilePlan, PastBroken, SitePlan, read_past_file
from demo.past.garble import garble
from demo.past.rows import Row, load_lists
from demo.past.sheet import write_sheet
from demo.web.faults import Fault
from demo.web.forms.feed import Feed
from demo.web.forms.jpage import Jpage
from demo.web.forms.miit_search import MiitSearch
from demo.web.forms.trade import Trade
from demo.web.forms.trs import Trs
from demo.web.server import SimulatedWeb
from demo.web.site import Attached, Form, Item, Site, Teaser

_FORMS = {"miit-search": MiitSearch, "jpage": Jpage, "trs": Trs, "html": Trade, "feed": Feed}


@dataclass(frozen=True, slots=True)
class Day:
    """One step of the clock: the instant, a line for the watcher, and the sites that are ill."""

    at: datetime
    note: str
    faults: Mapping[str, Fault]


@dataclass(frozen=True, slots=True)
class Past:
    """The whole past: days in order, sites with everything they will ever publish, lists by name."""

    days: tuple[Day, ...]
    sites: tuple[Site, ...]
    lists: Mapping[str, tuple[Row, ...]]
    announcements: Mapping[str, Announcement]

    def site(self, site_id: str) -> Site:
        """Return a site by its id.

        Raises:
            KeyError: there is no such site.
        """
        for site in self.sites:
            if site.id == site_id:
                return site
        raise KeyError(site_id)


def load_past() -> Past:
    """Load the bundled past.

    Raises:
        PastBroken: its files do not hold together.
    """
    lists = load_lists()
    announcements = load_announcements()
    articles: dict[str, Article] = dict(announcements)
    unrelated = read_past_file("unrelated.yaml", tuple[Article, ...])
    articles.update({f"unrelated-{number:02d}": article for number, article in enumerate(unrelated, 1)})
    plans = read_past_file("sites.yaml", dict[str, SitePlan])
    for key, article in articles.items():
        if article.site not in plans:
            raise PastBroken(f"demo/past: {key} stands on an unknown site {article.site!r}")
    sites = tuple(_site(site_id, plan, articles, lists) for site_id, plan in plans.items())
    return Past(_days(plans), sites, lists, announcements)


def enter_day(web: SimulatedWeb, day: Day) -> None:
    """Set the web to a day: its clock, and the day's faults instead of those before."""
    web.clear_faults()
    web.set_now(day.at)
    for site_id, fault in day.faults.items():
        web.set_fault(site_id, fault)


def load_announcements() -> dict[str, Announcement]:
    """Read every announcement, by the stem of its file.

    Raises:
        PastBroken: a file has another shape.
    """
    folder = files("demo.past").joinpath("announcements")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return {
        name.removesuffix(".yaml"): read_past_file(f"announcements/{name}", Announcement) for name in names
    }


def _days(plans: Mapping[str, SitePlan]) -> tuple[Day, ...]:
    """Read the days, which must be in order and name known sites."""
    days = tuple(
        Day(plan.instant, plan.note, plan.faults) for plan in read_past_file("days.yaml", tuple[DayPlan, ...])
    )
    if any(later.at <= earlier.at for earlier, later in pairwise(days)):
        raise PastBroken("demo/past/days.yaml: the days are out of order")
    if any(site_id not in plans for day in days for site_id in day.faults):
        raise PastBroken("demo/past/days.yaml: a fault on an unknown site")
    return days


def _site(
    site_id: str, plan: SitePlan, articles: Mapping[str, Article], lists: Mapping[str, tuple[Row, ...]]
) -> Site:
    """Build a site with all its articles."""
    form: Form = _FORMS[plan.form](**plan.options)
    items = tuple(
        _item(key, article, plan.name, lists) for key, article in articles.items() if article.site == site_id
    )
    rewrite = garble if plan.garbled else None
    return Site(site_id, plan.name, form, items, page_size=plan.page_size, rewrite=rewrite)


def _item(key: str, article: Article, publisher: str, lists: Mapping[str, tuple[Row, ...]]) -> Item:
    """Build one article; its attachments and pictures are made when first asked for."""
    return Item(
        key=key,
        title=article.title,
        published=article.published,
        body=write_body(article.body, lists, key=key),
        doc_number=article.doc_number,
        issuer=article.issuer or publisher,
        attachments=tuple(_attached(key, plan, lists) for plan in article.attachments),
        pictures=tuple(_attached(key, plan, lists) for plan in article.pictures),
        teasers=tuple(Teaser(plan.title, plan.text, plan.printed) for plan in article.teasers),
    )


def _attached(key: str, plan: FilePlan, lists: Mapping[str, tuple[Row, ...]]) -> Attached:
    """Return a file of an article: the one that is kept for it, or one made of its list."""
    if plan.list not in lists:
        raise PastBroken(f"demo/past/announcements/{key}.yaml: no list is called {plan.list!r}")
    if not plan.file:
        return Attached(plan.name, partial(write_sheet, plan, lists[plan.list]))
    kept = files("demo.past").joinpath("files", plan.file)
    if not kept.is_file():
        raise PastBroken(f"demo/past/announcements/{key}.yaml: there is no demo/past/files/{plan.file}")
    return Attached(plan.name, kept.read_bytes)
