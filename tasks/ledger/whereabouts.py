"""Where the subject of a row is: the most precise region the row, its name or its list tells. Pure.

For telling namesakes apart only column, list and credit code count: what a name begins with is the same for both.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from config.regions import Region, RegionTable

_NATION = "全国"
_REGION_OF_CODE = slice(2, 8)
"""Where a unified social credit code holds the region it was registered in (GB 32100-2015: signs 3 to 8)."""


@dataclass(slots=True)
class Whereabouts:
    """The region table as rows are placed by it; what was looked up once is kept."""

    regions: RegionTable
    _columns: dict[tuple[str, str], Region | None] = field(default_factory=dict)
    _names: dict[str, tuple[Region | None, str]] = field(default_factory=dict)

    def region(self, printed: str | None, name: str, within: str) -> Region | None:
        """Return the most precise region that a row's column, its name, or its list tells; null where none does.

        Args:
            printed: The row's own column.
            name: The row's name.
            within: Full name of the region the list itself speaks for.
        """
        named, inside = self._column(printed or "", within), self.leading(name)[0]
        if named is not None and inside is not None and inside.province == named.province:
            return max(named, inside, key=lambda region: len(region.name))
        return named or inside or self._column("", within)

    def province(self, printed: str | None, within: str, code: str | None) -> str | None:
        """Return the province that column, list or credit code tell; null where none does."""
        found = self._column(printed or "", within) or self._column("", within) or self._registered(code)
        return found.province if found is not None else None

    def leading(self, name: str) -> tuple[Region | None, str]:
        """Return the region that a name begins with, null where with none, and the rest of it."""
        if name not in self._names:
            self._names[name] = self.regions.leading(name) or (None, name)
        return self._names[name]

    def province_in(self, name: str) -> str | None:
        """Return the province that a name begins with, or null."""
        found = self.leading(name)[0]
        return found.province if found is not None else None

    def split(self, name: str) -> tuple[str, str]:
        """Return the region that a name begins with, in full and empty where with none, and the rest of it."""
        region, rest = self.leading(name)
        return (region.name if region is not None else "", rest)

    def _column(self, printed: str, within: str) -> Region | None:
        """Return the region a column names, sought first within the list's own; an empty one means the list's own.

        Source: 朝阳 on a list of 北京市 is its district, on one of 辽宁省 the city.
        """
        within = "" if within == _NATION else within
        key = (printed, within)
        if key not in self._columns:
            found = self.regions.named(within + printed) if within else None
            if found is None and printed:
                found = self.regions.named(printed)
            self._columns[key] = found if found is not None and found.level != "nation" else None
        return self._columns[key]

    def _registered(self, code: str | None) -> Region | None:
        """Return where a credit code was registered: the county, or its province where that is no more."""
        if code is None:
            return None
        digits = code[_REGION_OF_CODE]
        return self._column(digits, "") or self._column(digits[:2] + "0000", "")
