"""How long 15,000 new names beside 500,000 held ones take: ``python -m benchmarks.likeness``. Names are made up.

A part of the new names is a held one with a sign lost: each of those must be found.
"""

from __future__ import annotations

import random
import time

from config.regions import load_regions
from tasks.ledger.likeness import Named, candidates
from tasks.ledger.whereabouts import Whereabouts

HELD, NEW, MANGLED = 500_000, 15_000, 500
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
    held = [made(number, dice) for number in range(HELD)]
    new = [made(HELD + number, dice) for number in range(NEW - MANGLED)]
    for number, one in enumerate(dice.sample(held, MANGLED)):
        at = dice.randrange(3, 7)
        name = one.name[:at] + one.name[at + 1 :]
        new.append(Named(f"s:m{number}", name, name))
    began = time.perf_counter()
    found = candidates(new, held, Whereabouts(load_regions()).split)
    seconds = time.perf_counter() - began
    mangled = sum(one.new.subject_id.startswith("s:m") for one in found)
    print(
        f"{NEW:,} new beside {HELD:,} held: {seconds:.1f} s; {mangled} of {MANGLED} with a sign lost found,"
    )
    print(f"{len(found) - mangled} of the {NEW - MANGLED:,} others asked about")


if __name__ == "__main__":
    main()
