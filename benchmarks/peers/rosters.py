"""Two editions of a roster as CSV: of every 200 rows one is gone and one has another subject in its place."""

from __future__ import annotations

from pathlib import Path

import duckdb

_ROSTER = """
copy (
    select
        printf('S%09d', case when $edition = 2 and i % 200 = 1 then $rows + i else i end) as subject_id,
        '示例企业' || case when $edition = 2 and i % 200 = 1 then $rows + i else i end || '有限公司' as name,
        (['江苏省苏州市常熟市', '山东省济南市', '广东省深圳市', '浙江省宁波市'])[1 + i % 4] as region,
        '第1批' as cohort
    from range($rows) as numbers(i)
    where $edition = 1 or i % 200 != 0
    order by i
) to '{path}' (header)
"""


def write_rosters(folder: Path, rows: int) -> tuple[Path, Path]:
    """Write both editions and return where they stand; the second lacks one row in 200 and has one in 200 exchanged."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = folder / "first.csv", folder / "second.csv"
    for edition, path in enumerate(paths, start=1):
        with duckdb.connect() as connection:
            connection.execute(_ROSTER.format(path=path), {"edition": edition, "rows": rows})
    return paths
