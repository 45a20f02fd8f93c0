"""Synthetic ledgers of any size, made by DuckDB itself; everything in them is 示例.

``n`` titles stand on lists of 2,000 rows, one list a cohort, and there are as many subjects, names, list rows and requests,
and a tenth more changes. Terms are such that no day between the last poll and the next one ends any.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb

from benchmarks.houses import PROGRAMME_ID, START
from warehouse.store import Store

LIST_ROWS: Final = 2_000
# One temporary table holds what all others are made from; ids are hashes, as the ledger's own are.
_BASE = """
create temp table made as
select
    i,
    i // $rows as list_id,
    'a:' || left(md5('a' || i // $rows), 12) as announcement_id,
    '示例企业' || i || '有限公司' as name,
    's:' || left(sha256(concat_ws(chr(31), 'enterprise', name)), 12) as subject_id,
    (['江苏省苏州市常熟市', '山东省济南市', '广东省深圳市', '浙江省宁波市'])[1 + i % 4] as region,
    ($first_year + (i // $rows) % 25)::integer as year,
    '第' || (1 + i // $rows) || '批' as cohort,
    't:' || left(sha256(concat_ws(chr(31), subject_id, $programme, cohort, '')), 12) as title_id
from range($count) as numbers(i)
"""
_LISTS = """
insert into ledger.programme
select $programme, '示例称号', 'Example title', 'national', '全国', 'review', 'enterprise';
insert into ledger.announcement by name
select
    announcement_id, '示例称号' || any_value(cohort) || '名单' as title, '示例函〔' || any_value(year) || '〕' || list_id || '号' as doc_number,
    '示例部' as issuer, 'national' as level, '全国' as region, $programme as programme_id, 'designation' as stage,
    any_value(cohort) as cohort, make_date(any_value(year), 6, 1) as signed_on, make_date(any_value(year), 6, 1) as published_on,
    make_date(any_value(year), 6, 1) as effective_on, 'https://example.org/' || list_id || '.html' as url,
    'official' as origin, count(*) as rows_stated, count(*) as rows_read, 'accepted' as state, []::varchar[] as repeals,
    '[]' as duties, []::varchar[] as mentions, true as backfill, [sha256(list_id::varchar)] as capture_sha256,
    $now::timestamptz as first_seen_at
from made group by announcement_id, list_id;
insert into ledger.list by name
select
    announcement_id, 1 as list_no, title, programme_id, 'designation' as operation, cohort, rows_stated, rows_read,
    'accepted' as state, true as whole, false as ends_others, '' as verb
from ledger.announcement where programme_id = $programme;
insert into ledger.coverage by name
select programme_id, cohort, 'designation' as stage, '全国' as region, rows_stated as stated, rows_read as known, true as whole
from ledger.list where programme_id = $programme;
"""
_ROWS = """
insert into ledger.list_row by name
select
    announcement_id, 1 as list_no, (i % $rows + 1)::integer as row_no, name, name as name_printed, name as name_key, region,
    subject_id,
    sha256(list_id::varchar) as capture_sha256, '表1 第' || (i % $rows + 1) || '行' as locator
from made;
insert into ledger.subject by name
select subject_id, 'enterprise' as kind, name, region, '320581' as region_code, $now::timestamptz as first_seen_at from made;
insert into ledger.subject_name by name select subject_id, name, name as name_key from made;
"""
_TITLES = """
insert into ledger.title by name
select
    title_id, subject_id,
    $programme as programme_id, cohort,
    case when year < 2023 then 'expired' else 'active' end as status, make_date(year, 6, 1) as valid_from,
    make_date(year + 3, 5, 31) as valid_to, announcement_id as since_announcement_id,
    announcement_id as last_announcement_id, $now::timestamptz as recorded_from
from made;
insert into ledger.change by name
with told as (
    select *, 'designated' as kind from made
    union all by name
    select *, if(i % 20 = 0, 'renewed', 'lapsed') as kind from made where i % 20 < 2
)
select
    'c:' || left(sha256(concat_ws(chr(31), kind, title_id, '')), 12) as change_id, $now::timestamptz as recorded_at,
    make_date(year, 6, 1) as effective_on, kind, subject_id, $programme as programme_id, cohort, announcement_id,
    true as backfill, '{}' as detail
from told;
insert into ledger.request by name
select
    'f-' || left(md5('f' || i), 20) as fetch_id, 'example-' || i % 300 as source_id,
    'https://example.org/' || i % 300 || '/' as url, $now::timestamptz - to_minutes(i) as started_at, 0.1 as seconds,
    304::integer as status, 'not modified' as outcome, 0::bigint as bytes
from made;
"""


def fill_ledger(path: Path, count: int, *, list_rows: int = LIST_ROWS, first_year: int = 2001) -> None:
    """Fill a warehouse, made where it is missing.

    Args:
        path: The warehouse file.
        count: How many titles.
        list_rows: How many stand on one list, which is a cohort.
        first_year: When the first list was signed; each list is a year younger, 25 years round and round.
    """
    with Store(path, now=START):
        pass  # brings it to the shape this version knows
    values = {
        "count": count, "rows": list_rows, "first_year": first_year, "programme": PROGRAMME_ID, "now": START.isoformat(),
    }  # fmt: skip
    with duckdb.connect(path) as connection:
        for script in (_BASE, _LISTS, _ROWS, _TITLES):
            for statement in duckdb.extract_statements(script):
                used = {name: values[name] for name in statement.named_parameters}
                connection.execute(statement, used)
        connection.execute("checkpoint")
