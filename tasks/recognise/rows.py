"""A printed row becomes a row of a roster: what the name means, whose region, which category (semantics, 8 to 10)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from config.models import Programme
from tasks.recognise.credit_code import is_code, read_code, why_wrong
from tasks.recognise.doubts import doubt_odd_endings, doubtful
from tasks.recognise.misplaced import why_misplaced
from tasks.recognise.names import former_in, read_name
from tasks.recognise.notice import Problem, RosterRow
from tasks.recognise.rawlist import RawList, RawRow
from tasks.recognise.text import balanced, tight

if TYPE_CHECKING:
    from config.regions import RegionTable

_REVIEWED = re.compile(r"复核|复审|复评")
_INNER = re.compile(r"\((.+)\)$")
_CORPS = "兵团"
_ORGAN = re.compile(r"(?:工业和信息化|经济和信息化|工信|经信|发展和?改革).{0,8}$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the rows of a notice lie when they do not say: the issuer's or the part's region; the nation is none."""

    region: str
    regions: RegionTable

    def of(self, printed: str, name: str) -> str | None:
        """Give a row's region in full: its column or heading, made narrower by the name where that lies inside.

        Null when neither resolves and the notice itself is national.
        """
        column = self._resolve(_ORGAN.sub("", tight(printed))) if printed else None
        around = column or (self.region if self.region != "全国" else "")
        own = self.regions.leading(around + name) if around else None
        if own is None or own[0].name == around:
            found = self.regions.leading(name)
            own = found if found is not None and found[0].name.startswith(around) else own
        if own is not None and own[0].name.startswith(around) and own[0].level != "nation":
            return own[0].name
        return around or None

    def why_elsewhere(self, printed: str, name: str, *, subject: str) -> str:
        """Say in words where a cluster's name lies outside the region its column gives; empty where it need not.

        An enterprise may be named after a place where it is not.
        """
        column = self._resolve(_ORGAN.sub("", tight(printed))) if printed and subject == "cluster" else None
        if column is None or _CORPS in column + name:
            return ""
        within, found = self.regions.leading(column + name), self.regions.leading(name)
        if found is None or found[0].level == "nation" or (within is not None and within[0].name != column):
            return ""
        own = found[0].name
        if own.startswith(column) or column.startswith(own):
            return ""
        return f"the name lies in {own}, the column says {column}"

    def knows(self, printed: str) -> bool:
        """Tell whether a text is a region and nothing else."""
        return self._resolve(tight(printed)) is not None

    def _resolve(self, printed: str) -> str | None:
        inside = self.regions.named(self.region + printed) if self.region != "全国" else None
        region = inside or self.regions.named(printed)
        return region.name if region is not None and region.level != "nation" else None


def read_rows(
    found: RawList, programme: Programme, place: Place
) -> tuple[tuple[RosterRow, ...], tuple[Problem, ...]]:
    """Read a list's rows.

    Returns:
        The rows, numbered by their place from 1, and what is wrong with single rows: a name cut in the middle, the
        same row twice, a text that may be read wrong.
    """
    awarded_same = len({_INNER.sub("", tight(row.note)) for row in found.rows if row.note}) == 1
    rows: list[RosterRow] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, str], list[RosterRow]] = {}
    for row_no, raw in enumerate(found.rows, start=1):
        row = _read_row(raw, row_no, found, programme, place)
        inner = _INNER.search(tight(raw.note)) if awarded_same and not found.inline else None
        if inner and not row.product:
            row = replace(row, product=inner[1])
        key = (row.name, row.product or "")
        if not balanced(row.name):
            problems.append(Problem("row cut", f"a bracket is left open: {row.name}", raw.locator))
        again = next((one for one in seen.get(key, ()) if not _apart(one, row, place)), None)
        if again is not None:
            problems.append(
                Problem("duplicate", f"row {row_no} is row {again.row_no} again: {row.name}", raw.locator)
            )
        seen.setdefault(key, []).append(row)
        rows.append(row)
    rows = doubt_odd_endings(rows, subject=programme.subject)
    return tuple(rows), (*problems, *doubtful(rows))


def _apart(one: RosterRow, other: RosterRow, place: Place) -> bool:
    """Tell whether two rows of one name stand in two provinces: namesakes, not the same row twice."""
    homes = [place.regions.named(row.region) if row.region else None for row in (one, other)]
    provinces = {home.province for home in homes if home is not None and home.level != "nation"}
    return None not in homes and len(provinces) == 2


def _read_row(raw: RawRow, row_no: int, found: RawList, programme: Programme, place: Place) -> RosterRow:
    meant = read_name(raw.name, subject=programme.subject)
    product, beside = _beside(meant.product, programme, place)
    code = read_code(raw.code)
    product = tight(raw.product) or product
    former = tight(raw.former) or meant.former or former_in(raw.note)
    odd = place.why_elsewhere(raw.region, meant.name, subject=programme.subject) or why_misplaced(
        meant.name, product, subject=programme.subject, is_place=place.knows(meant.name)
    )
    return RosterRow(
        row_no=row_no,
        name=meant.name,
        name_printed=raw.note if found.inline and raw.note else raw.name,
        locator=raw.locator,
        sha256=found.sha256,
        former_name=former or None,
        region=place.of(raw.region or beside, meant.name),
        product=product or None,
        category=category_of(raw.category, programme) or category_of(beside or meant.batch, programme),
        read_by=raw.read_by,
        doubt="; ".join(filter(None, (raw.doubt, meant.doubt, odd, why_wrong(code)))),
        code=code if is_code(code) else None,
        from_category=tight(raw.from_category) or None,
    )


def _beside(printed: str, programme: Programme, place: Place) -> tuple[str, str]:
    """Split what stands in brackets behind a name into a product and what is none: a place, a category."""
    if printed and (category_of(printed, programme) == printed or place.knows(printed)):
        return "", printed
    return printed, ""


def category_of(text: str, programme: Programme) -> str | None:
    """Give the programme's category that a cell or heading names; null when it names none or several."""
    bare = tight(text)
    named = [one.name for one in programme.categories if one.name in bare]
    if not named and bare:
        named = [one.name for one in programme.categories if len(bare) <= 6 and one.name.endswith(bare)]
    longest = [name for name in named if not any(name != other and name in other for other in named)]
    return longest[0] if len(longest) == 1 else None


def is_reviewed(raw: RawRow) -> bool:
    """Tell whether a row itself says that it passed a re-evaluation (a suffix (复核), a remark, a category)."""
    return (
        bool(_REVIEWED.search(raw.note) or _REVIEWED.search(raw.category))
        or read_name(raw.name, subject="").reviewed
    )
