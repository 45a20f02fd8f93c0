"""``make accuracy``: how much is read right, over the golden cases as they are and in every other dress.

``FULL=1`` adds pictures and scans of all cases instead of a fixed sample; ``--quick`` leaves out what takes OCR or
LibreOffice, ``--floors`` writes today's figures down as the floor. It ends with 1 when a figure is below its floor in
``accuracy.yaml``, or when anything counted that should have been held.
"""

from __future__ import annotations

import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import yaml

from tests.cases.reading import as_data, differences, read_case
from tests.cases.rendering.render import lacking
from tests.cases.score import Score, rows_of, score
from tests.cases.variations import DRAWN, Variation, variations
from tests.cases.written import expected, folders, load

FLOORS = Path(__file__).with_name("accuracy.yaml")
SAMPLE = 30
_ROOM_FOR_OCR = {"rows": 0.02, "fields": 0.02, "passed": 0.2}


@dataclass(frozen=True, slots=True)
class Measured:
    """One reading: of which case in which dress, its figures, and what went wrong, in words."""

    case: str
    kind: str
    figures: Score
    why: str = ""


def measure(folder: Path, kind: str) -> Measured:
    """Read one case in one dress."""
    variation = Variation(load(folder), kind)
    said = expected(folder)
    outcomes = read_case(variation.case, variation.bodies())
    figures = score(said, outcomes)
    if kind.startswith("damaged"):  # only one thing can be right: that it does not count
        figures = Score(readings=1, missed=figures.missed)
    perfect = figures.exact == figures.rows and figures.right == figures.fields
    why = ""
    if figures.missed or figures.false_holds or not perfect:
        why = _why(said, as_data(outcomes), figures)
    return Measured(folder.name, kind, figures, why)


def _why(said: dict[str, object], read: dict[str, object], figures: Score) -> str:
    if figures.false_holds:
        return f"held: {read.get('gate') or read.get('problem')}"
    rows = set(rows_of(said)) ^ set(rows_of(read))
    return "; ".join(sorted(rows)[:3]) or "; ".join(differences(said, read)[:3])


def jobs(*, quick: bool, full: bool) -> list[tuple[Path, str]]:
    """Return every case and dress to be read; those that take longest first, so that the last are short."""
    able = [one for one in folders() if not lacking(load(one))]
    chosen = [(one, found.kind) for one in able for found in variations(load(one), drawn=not quick)]
    sample = {kind: set(fixed_sample([one for one, its in chosen if its == kind])) for kind in DRAWN}
    kept = [(one, kind) for one, kind in chosen if full or kind not in DRAWN or one in sample[kind]]
    return sorted(kept, key=lambda job: (job[1] not in DRAWN, not load(job[0]).needs_outside))


def fixed_sample(of: list[Path]) -> list[Path]:
    """Return every so many-th of the cases by the number of their rows, the longest list among them."""
    share = SAMPLE // len(DRAWN)
    by_length = sorted(
        of, key=lambda folder: (len(list(rows_of(expected(folder)))), folder.name), reverse=True
    )
    return by_length[:: max(1, len(of) // share)][:share]


def measure_all(todo: Iterable[tuple[Path, str]], *, processes: int, told: bool) -> Iterator[Measured]:
    """Read all of them side by side; ``told`` shows on the error stream how far it is."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(measure, *job) for job in todo]
        begun = time.monotonic()
        for done, future in enumerate(as_completed(waiting), start=1):
            yield future.result()
            if told and (done % 50 == 0 or done == len(waiting)):
                print(
                    f"\r{done} of {len(waiting)} read, {time.monotonic() - begun:.0f} s ",
                    end="",
                    file=sys.stderr,
                )
    if told:
        print(file=sys.stderr)


def by_kind(measured: Iterable[Measured]) -> dict[str, Score]:
    """Return the sums for each kind, in order."""
    sums: defaultdict[str, Score] = defaultdict(Score)
    for one in measured:
        sums[one.kind] += one.figures
    return dict(sorted(sums.items()))


def shares(figures: Score) -> dict[str, float]:
    """Return the figures that have a floor, as shares; 1.0 where there was nothing to be wrong about."""
    return {
        "rows": figures.exact / figures.rows if figures.rows else 1.0,
        "fields": figures.right / figures.fields if figures.fields else 1.0,
        "passed": 1 - figures.false_holds / figures.accepted if figures.accepted else 1.0,
    }


def below(floors: Mapping[str, Mapping[str, float]], sums: Mapping[str, Score]) -> list[str]:
    """Say which figures fell, one a line; anything that counted and should not have is one whatever the floor."""
    fallen = [f"{kind}: {figures.missed} missed holds" for kind, figures in sums.items() if figures.missed]
    for kind, figures in sums.items():
        for name, share in shares(figures).items():
            floor = floors.get(kind, {}).get(name, 0.0)
            if share < floor:
                fallen.append(f"{kind}: {name} {share:.2%}, the floor is {floor:.2%}")
    return fallen


def table(sums: Mapping[str, Score]) -> Iterator[str]:
    """Yield the lines of the table, at most 80 columns wide."""
    yield f"{'':26}{'read':>6}{'rows':>8}{'exact':>9}{'fields':>9}{'false holds':>13}{'missed':>8}"
    for kind, figures in (*sums.items(), ("all", sum(sums.values(), Score()))):
        share = shares(figures)
        held = f"{figures.false_holds}/{figures.accepted}"
        yield (
            f"{kind[:25]:26}{figures.readings:6}{figures.rows:8}{share['rows']:9.2%}{share['fields']:9.2%}"
            f"{held:>13}{figures.missed:8}"
        )


def open_cases() -> dict[str, str]:
    """Return the cases that are known not to be read right yet, with the reason."""
    said = {one.name: expected(one).get("known", "") for one in folders()}
    return {name: why for name, why in said.items() if why}


def main(words: list[str]) -> int:
    """Measure, print, and judge against the floors."""
    quick, full = "--quick" in words, os.environ.get("FULL") == "1"
    unknown = open_cases()
    todo = [job for job in jobs(quick=quick, full=full) if job[0].name not in unknown]
    wanted = next((word.partition("=")[2] for word in words if word.startswith("--kind=")), "")
    todo = [job for job in todo if wanted in job[1]]
    measured = list(measure_all(todo, processes=os.cpu_count() or 1, told=True))
    sums = by_kind(measured)
    print("\n".join(table(sums)))
    for folder in folders():
        if lacking(load(folder)):
            print(f"left out: {folder.name}: {lacking(load(folder))} not installed")
    for name, why in unknown.items():
        print(f"open: {name}: {why}")
    _print_faults(measured, every="--all" in words)
    if "--floors" in words:
        FLOORS.write_text(
            yaml.safe_dump(floors_of(sums), allow_unicode=True, sort_keys=True), encoding="utf-8"
        )
    floors = yaml.safe_load(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    fallen = below(floors, sums)
    print(
        "\n".join(
            ["", *fallen]
            if fallen
            else ["", "every figure is at its floor or above, and nothing slipped through"]
        )
    )
    return int(bool(fallen))


def floors_of(sums: Mapping[str, Score]) -> dict[str, dict[str, float]]:
    """Return today's figures as floors, rounded down to a tenth of a percent; lower for what OCR reads.

    The models' arithmetic differs a little between processors, and with it a character in a thousand.
    """
    floors = {}
    for kind, figures in sums.items():
        room = _ROOM_FOR_OCR if any(word in kind for word in ("png", "scan", "jpg")) else {}
        floors[kind] = {
            name: max(0.0, int((share - room.get(name, 0.0)) * 1000 + 1e-6) / 1000)
            for name, share in shares(figures).items()
        }
    return floors


def _print_faults(measured: list[Measured], *, every: bool) -> None:
    """Print what went wrong: everything that slipped through, and the first few of the rest."""
    faults = sorted(
        (one for one in measured if one.why), key=lambda one: (-one.figures.missed, one.kind, one.case)
    )
    missed = sum(one.figures.missed > 0 for one in faults)
    for one in faults if every else faults[: max(10, missed)]:
        mark = "MISSED " if one.figures.missed else ""
        print(f"\n{mark}{one.kind} / {one.case}\n  {one.why[:300]}")
    if not every and len(faults) > max(10, missed):
        print(f"\n{len(faults) - max(10, missed)} more; --all prints them")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
