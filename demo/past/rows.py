"""The rows of a list: the known ones first, then made-up ones up to the number that the announcement states."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from demo.past.data import Filler, ListPlan, PastBroken, read_past_file


@dataclass(frozen=True, slots=True)
class Row:
    """One row as the list prints it; ``region`` is a full name; product and category may be empty."""

    name: str
    region: str
    product: str = ""
    category: str = ""


def load_lists() -> dict[str, tuple[Row, ...]]:
    """Make every list of the past, by its name in lists.yaml.

    Raises:
        PastBroken: a list names rows or lists that are not there, has a name twice, or misses its total.
    """
    plans = read_past_file("lists.yaml", dict[str, ListPlan])
    filler = read_past_file("filler.yaml", Filler)
    lists: dict[str, tuple[Row, ...]] = {}
    for name, plan in plans.items():
        rows = _derive(plan, lists) if plan.of else _fill(plan, filler)
        if len({row.name for row in rows}) != len(rows):
            raise PastBroken(f"demo/past/lists.yaml: {name}: a name stands twice")
        lists[name] = rows
    return lists


def _derive(plan: ListPlan, lists: Mapping[str, tuple[Row, ...]]) -> tuple[Row, ...]:
    """Put other lists together, less their last rows (all made up), and with one more in the middle."""
    rows: list[Row] = []
    for name in plan.of:
        if name not in lists:
            raise PastBroken(f"demo/past/lists.yaml: {name} must stand before the lists made from it")
        whole, gone = lists[name], plan.drop_last.get(name, 0)
        if any("示例" not in row.name for row in whole[len(whole) - gone :]):
            raise PastBroken(f"demo/past/lists.yaml: {name}: a real name must not be left out")
        rows.extend(whole[: len(whole) - gone])
    if plan.with_ is not None:
        extra = Row(plan.with_.name, plan.with_.region, plan.with_.product, plan.with_.category)
        rows.insert(len(rows) * 2 // 3, extra)
    return tuple(rows)


def _fill(plan: ListPlan, filler: Filler) -> tuple[Row, ...]:
    """Return the known rows, and made-up ones up to the total."""
    known = _known(plan.real)
    if len(known) > plan.total:
        raise PastBroken(f"demo/past/rows/{plan.real}.csv: more rows than the {plan.total} of the list")
    regions = _regions(plan, filler, known)
    trades = filler.trades
    made = [
        _made_up(plan, filler, region=next(regions), trade=trades[(order + plan.turn * 29) % len(trades)])
        for order in range(plan.total - len(known))
    ]
    rows = (*known, *made)
    if plan.kind != "city-cluster":
        return rows
    return tuple(sorted(rows, key=lambda row: filler.cities.index(row.region.removeprefix("山东省"))))


def _known(name: str) -> tuple[Row, ...]:
    """Read the rows known by name; lines that begin with # say where they are from."""
    try:
        text = files("demo.past").joinpath(f"rows/{name}.csv").read_text(encoding="utf-8")
    except OSError as cause:
        raise PastBroken(f"demo/past/rows/{name}.csv: {cause}") from cause
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return tuple(
        Row(line["name"], line["region"], line["product"], line["category"]) for line in csv.DictReader(lines)
    )


def _regions(plan: ListPlan, filler: Filler, known: tuple[Row, ...]) -> Iterator[str]:
    """Yield a region for each made-up row: first what the quota still lacks, then the others in turn."""
    if plan.kind == "city-cluster":
        yield from _in_turn(tuple(f"山东省{city}" for city in filler.cities), plan.turn)
    have = Counter(row.region for row in known)
    for region, number in plan.quota.items():
        yield from [region] * (number - have[region])
    yield from _in_turn(tuple(name for name in filler.provinces if name not in plan.quota), plan.turn * 5)


def _in_turn(names: tuple[str, ...], start: int) -> Iterator[str]:
    """Yield names round and round, without end."""
    place = start
    while True:
        yield names[place % len(names)]
        place += 1


def _made_up(plan: ListPlan, filler: Filler, *, region: str, trade: str) -> Row:
    """Make one row up; its name says that it is."""
    if plan.kind == "enterprise":
        form = "股份有限公司" if len(trade) % 2 else "有限公司"
        name = f"{filler.provinces[region]}{plan.place}{trade}{form}"
        return Row(name, region, trade, plan.category)
    if plan.kind == "cluster":
        return Row(f"{region}{plan.place}{trade}产业集群", region)
    return Row(f"{region.removeprefix('山东省')}{plan.place}{trade}特色产业集群", region)
