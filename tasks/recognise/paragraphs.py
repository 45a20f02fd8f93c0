"""Lists printed as paragraphs: numbered in any form, one name a line, or grouped by city.

Source: Shandong 2024 (numbered), Hubei (grouped by city, numbers running on), Jiangxi (three lists, each from 1), Hebei 2018
(状态 behind the name). What was a table before copying is made one again in ``text_tables.py``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tasks.read.document import Paragraph
from tasks.recognise.asides import Groups, is_aside, is_cut, read_total, split_count, year_heading
from tasks.recognise.counts import caption_count
from tasks.recognise.names import COMPANY, is_namelike, is_strong
from tasks.recognise.notice import Problem
from tasks.recognise.plausible import why_odd
from tasks.recognise.rawlist import RawList, RawRow
from tasks.recognise.serial import split_glued, split_serial
from tasks.recognise.tables import Around
from tasks.recognise.text import normal, tight, unquoted
from tasks.recognise.wrapped import go_on, names_in

_LONGEST_LINE = 400
_LISTING = re.compile(r"名单|如下|具体为|分别为|名录|^附件")
_NOISE = re.compile(r"^[^\u4e00-\u9fff]{0,24}$")
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,3}[.、])")
_PLACE = re.compile(r"(?:市|区|县|州|盟|旗|省|兵团|新区)$")
_WITH_PRODUCT = re.compile(
    rf"^(?P<name>[^,;:]{{2,60}}{COMPANY}(?:\([^()]*\))?)[,;:、(]?(?:主营|主导|主要|申报|单项冠军)?产品(?:名称)?(?::|为)(?P<product>[^。;]{{1,80}}?)[)。;]*$"
)
_RENAMED = re.compile(
    r"^(?:由|原)?(?P<former>[^,;:。]{4,60}?),?(?:企业)?(?:名称)?(?:更名|变更|改名)(?:为|成)(?P<name>[^,;:。]{4,60}?)[。;,]*$"
)
_NO_PLACE = re.compile(r"^(?:省属|省直|市属|市直|央属|中央|央企|驻|其他|其它|直属|直管)")
_LONGEST_LABEL = 24


@dataclass(slots=True)
class _Run:
    """Lines of one list under way."""

    caption: str
    rows: list[RawRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    numbered: bool = True
    stated: int | None = None


def read_paragraphs(paragraphs: Sequence[Paragraph], around: Around) -> list[RawList]:
    """Read the lists that stand in consecutive paragraphs.

    Args:
        paragraphs: running text without tables between.
        around: what is known around them; its kind of subject tells lines without numbers for names.

    Returns:
        The lists with their nearest heading; empty when the paragraphs are prose.
    """
    reader = _Reader(around)
    for paragraph in paragraphs:
        reader.take(paragraph)
    reader.close()
    return reader.out


class _Reader:
    """Walks down the paragraphs, one list at a time."""

    def __init__(self, around: Around) -> None:
        self.around, self.out = around, list[RawList]()
        self.heading, self.region, self.cohort = "", "", ""
        self.groups = Groups()
        self.run: _Run | None = None

    def take(self, paragraph: Paragraph) -> None:
        """Take one paragraph as a row, a group's heading, an aside, or the end of the list."""
        if len(paragraph.text) > _LONGEST_LINE:
            self.close()
            self.heading = ""
            return
        text, line = normal(paragraph.text), tight(paragraph.text)
        if not line or self._group_heading(line, paragraph.locator) or self._row_of(text, line, paragraph):
            return
        run = self.run
        if run is None:
            self.heading = line[:200]
        elif is_cut(line):
            run.problems.append(Problem("list cut", line[:60], paragraph.locator))
        elif (total := read_total(line)) is not None:
            word, number = total
            if number is not None:
                self.groups.total(word, number, rows=len(run.rows), locator=paragraph.locator)
        elif not (is_aside(line) or (run.numbered and _NOISE.match(line))):
            self.close()
            self.heading = line[:200]

    def _row_of(self, text: str, line: str, paragraph: Paragraph) -> bool:
        """Take a line as a row of the list; false when it is none."""
        found = split_serial(text)
        labelled = _WITH_PRODUCT.match(tight(found[1])) if found is not None else None
        if found is not None and labelled is not None and self._is_row(found[0], labelled["name"], found[2]):
            self._row(found[0], labelled["name"], paragraph, product=labelled["product"])
            return True
        renamed = _RENAMED.match(unquoted(tight(found[1]))) if found is not None else None
        if found is not None and renamed is not None:
            self._row(found[0], renamed["name"], paragraph, former=renamed["former"])
            return True
        if found is not None and self._is_row(*found):
            self._row(found[0], found[1], paragraph)
            return True
        if found is not None:
            return False
        expected = self.run.rows[-1].number if self.run is not None and self.run.rows else 0
        glued = split_glued(text, (expected or 0) + 1)
        if glued is not None and is_strong(tight(glued), subject=self.around.subject):
            self._row((expected or 0) + 1, glued, paragraph)
            return True
        if _LISTING.search(line) or is_cut(line) or read_total(line) is not None or is_aside(line):
            return False
        if self._goes_on(text, paragraph):
            return True
        if is_strong(line, subject=self.around.subject):
            self._row(None, text, paragraph)
            return True
        return False

    def _is_row(self, number: int, rest: str, in_han: bool) -> bool:
        if not is_namelike(tight(rest)):
            return False
        if not in_han:
            return True
        expected = (self.run.rows[-1].number or 0) + 1 if self.run is not None and self.run.rows else 1
        return number in {1, expected} and is_strong(tight(rest), subject=self.around.subject)

    def _goes_on(self, text: str, paragraph: Paragraph) -> bool:
        """Join a line without a number to the numbered row above it, where it plainly goes on with the name."""
        run = self.run
        if run is None or not run.numbered or not run.rows:
            return False
        part = RawRow(None, text, paragraph.locator, doubt=paragraph.doubt)
        joined = go_on(run.rows[-1], part, subject=self.around.subject)
        if joined is not None:
            run.rows[-1] = joined
        return joined is not None

    def _group_heading(self, line: str, locator: str) -> bool:
        """Take a region's heading (武汉市(2个)) or a year's inside a list or before it."""
        label, stated = split_count(_ORDINAL.sub("", line))
        if len(label) > _LONGEST_LABEL:
            return False
        year = year_heading(line) if self.run is not None else ""
        placed = self.around.is_region(label) or (
            stated is not None and bool(_PLACE.search(label) or _NO_PLACE.search(label))
        )
        if not (placed or year):
            return False
        self.region, self.cohort = (label, self.cohort) if placed else (self.region, year)
        self.groups.begin(
            label, stated, rows=len(self.run.rows) if self.run is not None else 0, locator=locator
        )
        return True

    def _row(
        self, number: int | None, name: str, paragraph: Paragraph, *, product: str = "", former: str = ""
    ) -> None:
        run = self.run
        anew = run is not None and bool(run.rows) and run.rows[-1].section == self.groups.section
        again = number == 1 and anew and run is not None and run.numbered
        if run is None or run.numbered != (number is not None) or (number == 1 and anew):
            if run is not None:
                self.close(keep_region=run.rows[-1].section != self.groups.section if run.rows else True)
            run = self.run = _Run(
                f"{self.around.caption}\n{self.heading}".strip(), numbered=number is not None
            )
            run.stated = caption_count(self.heading)
            if again:
                text = "numbers begin again, and no heading says of what"
                run.problems.append(Problem("which list", text, paragraph.locator))
        doubts = [paragraph.doubt or why_odd(name, uncertain=self.around.uncertain)]
        if names_in(name) > 1:
            doubts.append(f"one line holds {names_in(name)} names")
        run.rows.append(
            RawRow(
                number, name, paragraph.locator, region=self.region, cohort=self.cohort,
                section=self.groups.section, product=product, former=former, doubt="; ".join(filter(None, doubts)),
            )
        )  # fmt: skip

    def close(self, *, keep_region: bool = False) -> None:
        """End the list under way and keep it if it is one."""
        run, self.run = self.run, None
        if run is not None:
            self.groups.close(len(run.rows))
        groups, section = self.groups, self.groups.section
        if not keep_region:
            self.region = self.cohort = ""
            self.groups = Groups()
        else:
            self.groups = Groups(section=section)
        if run is not None and self._is_list(run):
            problems = (*run.problems, *groups.problems)
            found = RawList(run.caption, tuple(run.rows), self.around.sha256, problems, stated=run.stated)
            self.out.append(found)

    def _is_list(self, run: _Run) -> bool:
        strong = sum(is_strong(tight(row.name), subject=self.around.subject) for row in run.rows)
        if not run.numbered:
            return len(run.rows) >= 2 or bool(_LISTING.search(self.heading))
        headed = _LISTING.search(run.caption.rsplit("\n", 1)[-1]) is not None
        if headed and strong * 3 >= len(run.rows):
            return True
        if headed and self.around.subject == "cluster":  # 浦东新区集成电路设计: without 产业集群 behind it
            return all(self.around.opens_with_region(tight(row.name)) for row in run.rows)
        return strong * 5 >= len(run.rows) * 3
