"""The documentation as the tests see it: fenced blocks, words in code type, links, sections."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.house.tree import HOUSE

PAPERS = ("README.md", "CHANGELOG.md", *sorted(f"docs/{path.name}" for path in (HOUSE / "docs").glob("*.md")))


@cache
def paper(name: str) -> str:
    return (HOUSE / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    """The fenced blocks of a language, in order; those in a list are set back to the margin."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", paper(name), re.MULTILINE | re.DOTALL)
    return ["\n".join(line.removeprefix(margin) for line in text.splitlines()) for margin, text in found]


def commands(name: str, program: str) -> Iterator[list[str]]:
    """Every call of a program in the shell blocks of a paper, as words; comments and redirections left out."""
    for block in blocks(name, "sh"):
        for line in block.replace("\\\n", " ").splitlines():
            words = shlex.split(re.sub(r"\s2?>+\s?\S+", "", line), comments=True)
            if words and Path(words[0]).name == program:
                yield words[1:]


def section(name: str, heading: str) -> str:
    """What stands under a heading, up to the next one of the same level or above."""
    level = len(heading) - len(heading.lstrip("#"))
    found = re.search(
        rf"^{re.escape(heading)}\n(.*?)(?=^#{{1,{level}}} |\Z)", paper(name), re.MULTILINE | re.DOTALL
    )
    assert found, f"{name} has no section {heading}"
    return found[1]


def links(name: str) -> list[str]:
    """Where the links of a paper point to, those to other sites left out."""
    found = re.findall(r"\]\(([^)\s]+)\)", paper(name))
    return [link for link in found if not re.match(r"[a-z]+:", link)]


def anchors(name: str) -> set[str]:
    """The anchors of a paper's headings, as the common renderers make them."""
    heads = re.findall(r"^#+ (.*)$", paper(name), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}
