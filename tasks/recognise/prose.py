"""Titles taken away in running text (撤销示例有限公司…称号): rows offered to a person, never trusted alone.

A sentence may name more than is understood of it, and may only threaten; so each row comes with a problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.read.document import Document, Paragraph
from tasks.recognise.losses import ending_word
from tasks.recognise.names import COMPANY, is_namelike
from tasks.recognise.notice import Problem, Roster, RosterRow, Stage
from tasks.recognise.papers import Papers
from tasks.recognise.rows import Place
from tasks.recognise.text import sentences, tight

_TITLE = r"(?:称号|资格|认定|命名|名单|名录|序列)"
_TAKES = (
    re.compile(rf"(?:撤销|取消|终止|注销)(?:了|对)?(?P<names>[^,;《》]{{4,400}}?){_TITLE}"),
    re.compile(r"将(?P<names>[^,;《》]{4,400}?)(?:从[^,;]{0,60}?)?(?:移出|除名|清退|剔除)"),
    re.compile(rf"(?P<names>[^,;《》]{{4,400}}?)(?:自愿|申请|主动){{0,2}}退出[^,;]{{0,60}}{_TITLE}"),
)
_LEAD = r"(?:经[^,、]{0,12}|现|决定|同意|对|将|因)*"
_CLUSTER = re.compile(rf"^{_LEAD}(?P<name>.{{2,50}}集群)")
_ENTERPRISE = re.compile(rf"^{_LEAD}(?P<name>.{{2,50}}公司|.{{2,40}}?{COMPANY})")
_BETWEEN = re.compile(r"[、和及与]|以及")
_NO_NAME = re.compile(r"^(?:以下|下列|部分|上述|有关|相关|其|该|本|各|\d)")
_MOST, _LONGEST = 400, 600


def find_taken_away(papers: Papers, *, subject: str, place: Place) -> tuple[Roster, ...]:
    """Find the names that sentences take a title from.

    Args:
        papers: the papers of a notice.
        subject: the programme's kind of subject; clusters end in 集群, all others as enterprises do.
        place: where the rows lie when they do not say.

    Returns:
        One list, with a problem for every sentence it was read from; none where no sentence names anybody.
    """
    found: dict[str, tuple[str, str, str]] = {}
    for document, paragraph, line in _lines(papers):
        for name in _names(line, subject):
            found.setdefault(name, (paragraph.locator, document.sha256, line))
    if not found:
        return ()
    rows = tuple(
        RosterRow(no, name, name, locator, sha256, region=place.of("", name))
        for no, (name, (locator, sha256, _)) in enumerate(found.items(), start=1)
    )
    said = dict.fromkeys((line, locator) for locator, _, line in found.values())
    problems = tuple(
        Problem("prose", f"a title taken away in a sentence, is this all it names? {line[:160]}", locator)
        for line, locator in said
    )
    verb = ending_word(*(line for line, _ in said))
    return (Roster(0, papers.title, Stage.REVOCATION, None, None, rows, verb=verb, problems=problems),)


def _lines(papers: Papers) -> Iterator[tuple[Document, Paragraph, str]]:
    left = _MOST
    for document in papers.documents:
        for paragraph in document.paragraphs:
            for line in sentences(tight(paragraph.text)) if left > 0 else ():
                left -= 1
                if len(line) <= _LONGEST:
                    yield document, paragraph, line


def _names(line: str, subject: str) -> Iterator[str]:
    ends = _CLUSTER if subject == "cluster" else _ENTERPRISE
    for form in _TAKES:
        for match in form.finditer(line):
            for piece in _BETWEEN.split(match["names"]):
                name = ends.match(piece)
                if name and is_namelike(name["name"]) and not _NO_NAME.search(name["name"]):
                    yield name["name"]
