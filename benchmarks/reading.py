"""Reading a file of each kind, beside the bare library on the same bytes: seconds, and peak memory of a fresh process.

Ours is the whole way a body takes: to the child and back, with places, garble and limits; the bare side only gives rows.
"""

from __future__ import annotations

import csv
import io
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from benchmarks.documents import FILES
from benchmarks.measure import Comparison, Plan, compare
from tasks.read.about import About
from tasks.read.child import read_apart

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def measure(folder: Path, *, kinds: Sequence[str] = tuple(FILES), runs: int = 7) -> Iterator[Comparison]:
    """Measure some kinds, first the seconds, then the memory; goals are 1.2 for OCR and 1.5 elsewhere."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {kind: FILES[kind]() for kind in kinds}
    for kind, body in files.items():
        goal = 1.2 if kind == "picture" else 1.5
        plan = Plan(f"read {kind} ({len(body) // 1024} KB)", goal, f"read_apart / {BARE[kind].__doc__}")
        whole = partial(read_apart, body, About(sha256="ab" * 32, name=f"名单.{kind}"))
        few = 3 if kind in {"picture", "doc"} else runs
        yield compare(plan, floor=partial(BARE[kind], body), ours=whole, runs=few)
    for kind, body in files.items():
        (folder / kind).write_bytes(body)
        bare, ours = (_peak(folder / kind, kind, side) for side in ("bare", "ours"))
        plan = Plan(f"memory of reading {kind}", None, "peak of a fresh process, in MB", unit="MB")
        yield Comparison(plan, (bare,), (ours,))


def bare_html(body: bytes) -> object:
    """Selectolax: every row's cells."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(body.decode())
    return [[cell.text() for cell in row.css("td")] for row in tree.css("tr")]


def bare_csv(body: bytes) -> object:
    """csv.reader: every row."""
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))


def bare_sheet(body: bytes) -> object:
    """calamine: every row."""
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()


def bare_docx(body: bytes) -> object:
    """lxml: the text of every cell."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(body)) as package:
        tree = etree.fromstring(package.read("word/document.xml"))
    return [
        ["".join(t.text or "" for t in cell.iter(f"{_W}t")) for cell in row.iter(f"{_W}tc")]
        for row in tree.iter(f"{_W}tr")
    ]


def bare_doc(body: bytes) -> object:
    """LibreOffice: soffice --convert-to docx, then lxml."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.doc"
        path.write_bytes(body)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx",
             "--outdir", folder, str(path)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return bare_docx(path.with_suffix(".docx").read_bytes())


def bare_pdf(body: bytes) -> object:
    """pdfplumber: extract_tables and extract_text of every page."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(body)) as pdf:
        return [(page.extract_tables(), page.extract_text()) for page in pdf.pages]


_ENGINE: list[Any] = []


def bare_picture(body: bytes) -> object:
    """RapidOCR on the picture, its engine loaded before."""
    import numpy as np
    from PIL import Image
    from rapidocr import RapidOCR

    if not _ENGINE:
        _ENGINE.append(RapidOCR(params={"Global.log_level": "critical"}))
    return _ENGINE[0](np.asarray(Image.open(io.BytesIO(body)).convert("RGB")))


BARE: Final[dict[str, Callable[[bytes], object]]] = {
    "html": bare_html,
    "csv": bare_csv,
    "xlsx": bare_sheet,
    "xls": bare_sheet,
    "docx": bare_docx,
    "doc": bare_doc,
    "pdf": bare_pdf,
    "picture": bare_picture,
}
"""The bare side of each kind."""


def _peak(path: Path, kind: str, side: str) -> float:
    """Return the peak memory in MB of a process that reads one file in one way, as it says itself."""
    line = [sys.executable, "-m", "benchmarks.reading", side, kind, str(path)]
    said = subprocess.run(line, check=True, capture_output=True, text=True, timeout=300).stdout
    return float(said.split()[-1])


def _peak_here() -> float:
    """Return this process's peak memory in MB; what a parent had before it began is not counted, where Linux tells."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text(encoding="ascii").partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def main(words: list[str]) -> int:
    """Read one file in this process, as the measurement of memory asks: side, kind, path."""
    side, kind, path = words
    body = Path(path).read_bytes()
    if side == "bare":
        BARE[kind](body)
    else:
        from tasks.read.read import read_body

        read_body(body, About(sha256="ab" * 32, name=f"名单.{kind}", large=True))
    print(f"{_peak_here():.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
