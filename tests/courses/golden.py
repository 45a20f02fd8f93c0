"""The golden courses as a person works with them: ``python -m tests.courses.golden [ids or files...]``.

Says after every step what is believed, in the form of ``expect``, for a new course to be read and written down; then
where a course differs from what it expects.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import yaml

from tests.courses.playing import PARTS, begin, play_in_order
from tests.courses.written import TOLD, courses, load


def show(path: Path) -> int:
    """Print what is believed after each step of a course, and what differs; give how much does."""
    course = load(path)
    with tempfile.TemporaryDirectory() as folder:
        play = begin(course, Path(folder) / "shown", Path(folder) / "read")
        play.before()
        for step in course.steps:
            play.take(step)
            said = play.said({part: [] for part in PARTS} | dict(step.expect))
            found = {part: lines for part, lines in said.items() if lines and part != "as_of"}
            print(f"# {path.stem}: {step.name} at {step.at}")
            print(yaml.safe_dump({"expect": found}, allow_unicode=True, sort_keys=False, width=1000))
        _, wrong = play_in_order(course, Path(folder) / "told", Path(folder) / "read")
    print(*wrong, sep="\n")
    return len(wrong)


def main(words: list[str]) -> int:
    """Show the courses named, or all; 1 where any differs."""
    paths = [Path(word) if word.endswith(".yaml") else TOLD / f"{word}.yaml" for word in words or courses()]
    wrong = [show(path) for path in paths]
    print(f"{wrong.count(0)} of {len(wrong)} courses of events are believed as expected")
    return int(any(wrong))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
