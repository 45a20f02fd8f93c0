"""What reads documents: OCR, the system programs, what waits for one of them, and readings of earlier versions."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

from commands.call import Call
from commands.checks.finding import Finding, look, well, wrong
from config.errors import StoreError
from tasks.ingest.shelf import READER_VERSION
from tasks.read.programs import PROGRAMS, is_here

AREA = "reading"


def check(call: Call) -> Iterator[Finding]:
    """Look at what reads documents; nothing of it is loaded or started."""
    yield _ocr()
    for program in PROGRAMS:
        if program.is_here:
            yield well(AREA, f"{program.name} is installed: {program.reads} are read")
        else:
            what = f"{program.name} is not installed: {program.reads} are not read, and lists in them wait"
            yield look(AREA, what, f"apt-get install {program.package}")
    yield from _waiting(call)
    yield from _old_readings(call.places.archive / "readings")


def _ocr() -> Finding:
    """Look whether the OCR engine is there with its models inside."""
    try:
        files = distribution("rapidocr").files or []
        engine = f"rapidocr {version('rapidocr')} on onnxruntime {version('onnxruntime')}"
    except PackageNotFoundError as error:
        return wrong(
            AREA, f"{error.name} is not installed: scans and pictures are not read", "run make setup"
        )
    models = [file for file in files if file.suffix == ".onnx" and Path(str(file.locate())).is_file()]
    kinds = [kind for kind in ("det", "rec", "cls") if any(f"_{kind}" in file.name for file in models)]
    if len(kinds) < 3:
        return wrong(AREA, f"{engine} lacks models: scans and pictures are not read", "run make setup")
    return well(AREA, f"{engine}, {len(models)} models inside: scans and pictures are read offline")


def _waiting(call: Call) -> Iterator[Finding]:
    """Look for announcements that were not read in full for want of a program."""
    if not call.places.snapshot.is_file():
        return
    try:
        rows = call.ask("wanting").rows
    except StoreError:  # published by an earlier version, which kept no such thing
        return
    for program, count, newest in rows:
        title = f", such as {newest}" if newest else ""
        what = f"{count} announcements were not read in full for want of {program}{title}"
        here = is_here(str(program))
        yield look(AREA, what, "mingdan poll reads them again" + ("" if here else " once it is installed"))


def _old_readings(shelf: Path) -> Iterator[Finding]:
    """Look for what readers of earlier versions left: it is never asked again."""
    own = f"v{READER_VERSION}"
    old = [folder for folder in sorted(shelf.glob("v*")) if folder.is_dir() and folder.name != own]
    size = sum(file.stat().st_size for folder in old for file in folder.rglob("*") if file.is_file())
    if old:
        names = ", ".join(folder.name for folder in old)
        what = f"readings of earlier versions ({names}) take {size / 1e6:,.1f} MB"
        yield look(AREA, what, f"nothing asks for them any more: rm -r {' '.join(map(str, old))}")
