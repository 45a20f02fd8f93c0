"""One reader in a loop: it opens the published file, asks it several things, and ends badly where they disagree.

Called as ``reader.py SNAPSHOT ENOUGH``; it reads until the file ENOUGH is there, and tells each snapshot it saw.
"""

from __future__ import annotations

import sys
from pathlib import Path

from warehouse.published import Published

SEEN = "select epoch_us(published_at) from about"
WHOLE = """
select
    coverage.programme_id,
    coverage.cohort,
    coverage.known,
    count(distinct list_rows.name) as shown
from coverage
inner join lists on coverage.programme_id = lists.programme_id and coverage.cohort = lists.cohort
    and coverage.stage = lists.operation
inner join list_rows on lists.announcement_id = list_rows.announcement_id and lists.list_no = list_rows.list_no
where coverage.whole and lists.state = 'accepted'
group by all
having coverage.known <> count(distinct list_rows.name)
"""
HELD = "select count(*) from designations where since_announcement_id not in (select announcement_id from announcements)"
TOLD = "select count(*) from changes where subject_id is not null and subject_id not in (select subject_id from subjects)"


def read_once(snapshot: Path) -> int:
    with Published(snapshot) as published:
        [(seen,)] = published.rows(SEEN).rows
        assert published.rows(HELD).rows == [(0,)] and published.rows(TOLD).rows == [(0,)]
        differing = published.rows(WHOLE).rows
        assert differing == [], differing
        assert published.rows(SEEN).rows == [(seen,)]
    assert isinstance(seen, int)
    return seen


def main(snapshot: Path, enough: Path) -> None:
    last = 0
    sys.stdout.write("reading\n")
    sys.stdout.flush()
    while not enough.exists():
        seen = read_once(snapshot)
        assert seen >= last, "an older snapshot after a newer one"
        if seen != last:
            sys.stdout.write(f"{seen}\n")
        last = seen


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
