"""The archive: the fetch log read to its end, and a sample of the bodies it names hashed again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from commands.checks.finding import Finding, look, well, wrong
from config.errors import StoreError
from tasks.archive.archive import Archive
from tasks.archive.records import Capture, Restated

AREA = "archive"
SAMPLE = 50
NAMED = 5


def check(root: Path, *, every: bool) -> Iterator[Finding]:
    """Read the log and hash bodies again.

    Args:
        root: the archive's folder; one that is not there yet is no fault.
        every: all bodies, not a sample.
    """
    if not root.is_dir():
        yield look(AREA, "nothing is archived yet", "mingdan poll begins it")
        return
    archive, lines, hashes = Archive(root), 0, dict[str, None]()
    try:
        for record in archive.log.read():
            lines += 1
            if isinstance(record, Capture):
                hashes.update(dict.fromkeys(_hashes(record)))
            elif isinstance(record, Restated):
                hashes[record.sha256] = None
    except StoreError as error:
        yield wrong(
            AREA, f"the fetch log breaks off after {lines} lines: {error}", "restore it from a backup"
        )
        return
    yield well(AREA, f"{lines:,} lines in the fetch log")
    yield from _bodies(archive, _sample(list(hashes), every), len(hashes))


def _hashes(capture: Capture) -> Iterator[str]:
    """Give the bodies of one capture."""
    for sha256 in (capture.page_sha256, *(attachment.sha256 for attachment in capture.attachments)):
        if sha256:
            yield sha256


def _sample(hashes: Sequence[str], every: bool) -> Sequence[str]:
    """Choose bodies spread over the whole log, always the same ones, the newest among them."""
    if every or len(hashes) <= SAMPLE:
        return hashes
    step = (len(hashes) - 1) / (SAMPLE - 1)
    return [hashes[round(number * step)] for number in range(SAMPLE)]


def _bodies(archive: Archive, chosen: Sequence[str], known: int) -> Iterator[Finding]:
    """Hash bodies again; a few of the broken ones are named, all are counted."""
    broken = []
    for sha256 in chosen:
        try:
            archive.bodies.get(sha256)
        except StoreError as error:
            broken.append(str(error))
    for problem in broken[:NAMED]:
        what, _, mend = problem.partition("; ")
        yield wrong(AREA, what, mend)
    if len(broken) > NAMED:
        yield wrong(
            AREA,
            f"{len(broken) - NAMED} more bodies are missing or damaged",
            "restore the archive from a backup",
        )
    if not broken:
        yield well(AREA, f"{len(chosen):,} of {known:,} bodies hashed again, all whole")
