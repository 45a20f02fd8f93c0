"""Files that mean harm, imported by hand: their names and cells stay text wherever they are shown or written."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl

from tests.hostile.conftest import Desk
from tests.hostile.test_hostile_end_to_end import harmless
from tests.tasks.read.written_files import csv_of, xlsx_of, zip_of

EVIL = "\x1b]0;owned\x07\u202e\u2066=cmd|'/C calc'!A0\r\n<script>alert(1)</script>"
TITLE = "工业和信息化部关于公布2024年度中小企业特色产业集群名单的通告"
CELLS = [
    "=1+1示例市示例产业集群",
    "@示例市示例乙产业集群",
    "-2+3示例市示例丙产业集群",
    "＝1示例市示例丁产业集群",
]
ROWS = [["序号", "集群名称", "省份"], *([n, name, "+示例省"] for n, name in zip("1236", CELLS, strict=True))]
"""One number is missing, so that there is a place to look at."""


def imported(desk: Desk, path: Path) -> str:
    """Import a file as an attachment alone; return what was said of it."""
    words = (
        "--url",
        "https://gov.example/x",
        "--source",
        "shili-bu",
        "--title",
        TITLE,
        "--date",
        "2024-10-08",
    )
    ended = desk.call("import", str(path), *words)
    assert ended.status == 0 and harmless(ended.out + ended.err), ended
    return ended.out + ended.err


def held(desk: Desk) -> str:
    """Return the id of the one review that is open."""
    [review] = json.loads(desk.call("review", "list", "--format", "json").out)
    return str(review["review_id"])


def test_names_and_cells_that_steer_or_calculate_do_neither(desk: Desk, tmp_path: Path) -> None:
    evil = zip_of({f"../../{EVIL}附件1.csv": csv_of(ROWS), "..\\=附件2.xlsx": xlsx_of({"=名单": [["x"]]})})
    (tmp_path / "evil.zip").write_bytes(evil)
    imported(desk, tmp_path / "evil.zip")
    review = held(desk)
    shown = desk.call("review", "show", review)
    assert harmless(shown.out + shown.err)
    for name in ("rows.csv", "rows.xlsx"):
        assert desk.call("review", "show", review, "--rows-to", str(tmp_path / name)).status == 0
    cells = [cell for row in openpyxl.load_workbook(tmp_path / "rows.xlsx").worksheets[0] for cell in row]
    assert len(cells) > 40 and not any(cell.data_type == "f" for cell in cells)
    text = (tmp_path / "rows.csv").read_text(encoding="utf-8-sig")
    assert harmless(text) and not any(
        part[:1] in "=+-@" for part in text.replace("\n", ",").split(",") if part
    )
    [page] = desk.places.home.rglob("evidence.html")
    assert (
        "<script>" not in page.read_text(encoding="utf-8") and page.parent.parent.parent == desk.places.home
    )


def test_a_hold_for_a_hundred_thousand_characters_does_not_flood_the_terminal(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "long.csv"
    path.write_bytes(csv_of([*ROWS, ["7", "示例产业集群" * 15_000, "示例省"]]))
    assert len(imported(desk, path)) < 20_000
