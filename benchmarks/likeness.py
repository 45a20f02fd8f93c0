"""How long 15,000 new names beside 500,000 held ones take: ``python -m benchmarks.likeness``. Names are made up.

A part of the new names is a held one with a sign lost: each of those must be found, and none of the others. Then lists of
60 names that differ in a number only, one after another.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from config.regions import load_regions
from tasks.ingest.likely import Asking, near_names
from tasks.ledger.likeness import Named, best_of
from tasks.ledger.whereabouts import Whereabouts
from warehouse.store import Store

HELD, NEW, MANGLED = 500_000, 15_000, 500
LISTS, ROWS = 50, 60
_SIGNS = "华盛恒达鑫瑞泰安康宏信德润通联创智海江山川云峰林泉金银铜铁锦绣丰裕兴旺隆昌吉祥永固精诚卓越飞翔腾跃"
_TRADES = (
    "机械制造",
    "电子科技",
    "新材料",
    "生物医药",
    "精密仪器",
    "智能装备",
    "化工",
    "纺织",
    "汽车零部件",
    "环保设备",
)
_PLACES = ("济南市", "青岛市", "苏州市", "无锡市", "杭州市", "宁波市", "长沙市", "郑州市", "武汉市", "成都市")


def made(number: int, dice: random.Random) -> Named:
    """Return a made-up enterprise."""
    name = f"{dice.choice(_PLACES)}{''.join(dice.sample(_SIGNS, 4))}{dice.choice(_TRADES)}有限公司"
    return Named(f"s:{number}", name, name)


def main() -> None:
    """Measure and print."""
    dice = random.Random(5)
    held = {one.key: one for number in range(HELD) for one in [made(number, dice)]}
    new = [made(HELD + number, dice) for number in range(NEW - MANGLED)]
    for number, one in enumerate(dice.sample(sorted(held.values(), key=lambda one: one.key), MANGLED)):
        at = dice.randrange(3, 7)
        name = one.name[:at] + one.name[at + 1 :]
        new.append(Named(f"s:m{number}", name, name))
    with tempfile.TemporaryDirectory() as folder:
        for line in measured(Path(folder), held, new):
            print(line, flush=True)


def measured(folder: Path, held: dict[str, Named], new: list[Named]) -> Iterator[str]:
    """Yield what was measured, in words."""
    now, where = datetime.now(UTC), Whereabouts(load_regions())
    with Store(folder / "warehouse.duckdb", now=now) as store:
        asking = Asking(store, "enterprise", where, (), now)
        for number in range(LISTS):
            keys = [f"示例企业{number:03}-{row:04}有限公司" for row in range(ROWS)]
            with store.transaction():
                began = time.perf_counter()
                near_names(asking, keys)
                seconds = time.perf_counter() - began
        yield f"the last of {LISTS} lists of {ROWS} near-equal names: {1000 * seconds:.1f} ms"
        began = time.perf_counter()
        keys = sorted(held)
        for start in range(0, HELD, 20_000):
            near_names(asking, keys[start : start + 20_000])
        yield f"{HELD:,} names kept: {time.perf_counter() - began:.1f} s"
        began = time.perf_counter()
        near = near_names(asking, {one.key for one in new})
        beside = [(one, [held[key] for key in near.get(one.key, ()) if key in held]) for one in new]
        found = best_of(beside, where.split)
        seconds = time.perf_counter() - began
        size = store.path.stat().st_size / 2**20
    mangled = sum(one.new.subject_id.startswith("s:m") for one in found)
    yield f"{NEW:,} new beside {HELD:,} held: {seconds:.1f} s; {mangled} of {MANGLED} with a sign lost found;"
    yield f"{len(found) - mangled} of the {NEW - MANGLED:,} others asked about; {size:.0f} MB of prints"


if __name__ == "__main__":
    main()
