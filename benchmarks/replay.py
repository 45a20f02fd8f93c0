"""A replay beside the sum of its parsers: reading and recognising the same captures alone, in as many processes.

The archive holds lists of 示例 enterprises, one cohort each, every third with its rows in a spreadsheet. Bodies are read anew
on both sides, in two processes, so that half of a small machine is the writer's.
"""

from __future__ import annotations

import asyncio
import hashlib
import shutil
from collections.abc import Iterator
from functools import partial
from html import escape
from itertools import count
from pathlib import Path

from benchmarks.houses import PROGRAMME_ID, Home, open_home
from benchmarks.measure import Comparison, Plan, compare
from tasks.archive.records import Attachment, Capture, Poll, SourceState
from tasks.direct import DirectRunner
from tasks.house import open_house
from tasks.pipeline import run_rest
from tasks.replay.ahead import Desk, reading_ahead
from tasks.replay.replay import Wanted, replay
from tests.tasks.read.written_files import xlsx_of

LISTS = 300
ROWS = 60
GOAL = 1.3
PROCESSES = 2
_SIGNS = (
    "安昌诚达德飞丰福光恒宏华辉吉佳嘉锦凯康坤蓝联龙隆明铭能鹏启强庆瑞荣润森盛顺泰腾威伟祥鑫信兴旭扬永宇元远"
)
_HEAD = ["序号", "企业名称", "所属地区"]


def measure(folder: Path, *, lists: int = LISTS, runs: int = 2) -> Iterator[Comparison]:
    """Measure both on one archive; by hand, ``lists=10_000`` tells how it holds out."""
    home = _home_of_batches(folder)
    fill_archive(home, lists)
    asyncio.run(run_rest(home.house, DirectRunner()))
    numbers = count()
    for reread, goal, said in (
        (True, GOAL, "every body read anew"),
        (False, None, "readings from the shelf"),
    ):
        plan = Plan(
            f"replay of {lists:,} lists of {ROWS} rows, {said}",
            goal,
            f"replay, equal to the last row / its {PROCESSES} readers alone",
        )
        floor = partial(_parse, home, numbers, reread=reread)
        yield compare(
            plan, floor=floor, ours=partial(_replay, home, lists, reread=reread), runs=runs, warm=False
        )


def _home_of_batches(folder: Path) -> Home:
    """Return a home whose programme designates in batches: a cohort for each list."""
    home = open_home(folder, sources=1, url="http://127.0.0.1:9")
    path = home.house.places.config / "programmes" / f"{PROGRAMME_ID}.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("cohort: year", "cohort: year-batch"), encoding="utf-8"
    )
    return Home(open_house(home.house.places, home.clock), home.clock)


def fill_archive(home: Home, lists: int) -> None:
    """Log so many lists of a source, some on each of its polls, as if they had been captured."""
    archive = home.house.archive
    for number in range(lists):
        if number % 20 == 0:
            home.clock.step()
        archive.log.append(_capture(home, number), durable=False)
        if number % 20 == 19 or number == lists - 1:
            archive.log.append(
                Poll("example-0", home.clock(), SourceState.OK, True, 20, 20, 0.1), durable=False
            )
    archive.log.append()


def _capture(home: Home, number: int) -> Capture:
    """Return one list as it was captured: its page, and for every third its rows in a spreadsheet."""
    put, url = home.house.archive.bodies.put, f"http://127.0.0.1:9/{number}.html"
    rows = [[str(n + 1), f"示例{_mark(number * ROWS + n)}机械有限公司", "江苏省苏州市"] for n in range(ROWS)]
    apart = number % 3 == 0
    page = _page(number, [] if apart else rows)
    attachments = (
        (Attachment("名单.xlsx", f"{url}/1.xlsx", put(xlsx_of({"名单": [_HEAD, *rows]}))),) if apart else ()
    )
    return Capture(
        f"i{number}", "example-0", url, _title(number), home.clock().date(), "", home.clock(), put(page.encode()),
        "text/html", attachments,
    )  # fmt: skip


def _title(number: int) -> str:
    return f"示例部关于公布{_cohort(number)}示例称号企业名单的通知"


def _mark(number: int) -> str:
    """Return five characters that no other number has alike, so that no two names are near one another."""
    digest = hashlib.sha256(str(number).encode()).digest()
    return "".join(_SIGNS[sign % len(_SIGNS)] for sign in digest[:5])


def _year(number: int) -> int:
    return 2025 - number // 99


def _cohort(number: int) -> str:
    return f"{_year(number)}年度第{number % 99 + 1}批"


def _page(number: int, rows: list[list[str]]) -> str:
    lines = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in [_HEAD, *rows]
    )
    table = f"<table>{lines}</table>" if rows else ""
    year = _year(number)
    return (
        f"<html><head><meta charset='utf-8'><title>{_title(number)}</title></head><body><h1>{_title(number)}</h1><div>"
        f"<p>现将{_cohort(number)}示例称号企业名单予以公布，共{ROWS}家。</p>{table}<p>示例部</p><p>{year}年6月1日</p>"
        "</div></body></html>"
    )


def _parse(home: Home, numbers: Iterator[int], *, reread: bool) -> None:
    """Read and recognise every capture, and do nothing with it."""
    house, shelf = home.house, home.house.shelf.root.parent
    if reread:
        shelf = house.places.home / f"shelf-{next(numbers)}"
    desk = Desk(house.places.archive, shelf, house.configuration)
    captures = list(house.archive.log.captures())
    with reading_ahead(desk, iter(captures), total=len(captures), processes=PROCESSES) as read:
        assert all(read(capture).recognised is not None for capture in captures)
    if reread:
        shutil.rmtree(shelf)


def _replay(home: Home, lists: int, *, reread: bool) -> None:
    """Replay, and refuse to have measured anything but a ledger equal to the live one that counts every row."""
    found = replay(home.house, Wanted(reread=reread, processes=PROCESSES))
    titles = next(table for table in found.tables if table.table == "title")
    assert found.equal and titles.equal >= lists * ROWS, found.as_json()[:2000]
