-- one row per row that counts and bears or gives up one of some names, or bears one of some credit codes
-- each way is a join of its own, with what is asked for on its small side: the rows held are read once for each
with wanted as materialized (
    select distinct unnest($keys::json::varchar[]) as name_key
),

wanted_code as materialized (
    select distinct unnest($codes::json::varchar[]) as code
),

found as materialized (
    select
        r.announcement_id,
        r.list_no,
        r.row_no,
        r.name,
        r.former_name,
        r.name_key,
        r.former_key,
        r.region,
        r.province,
        r.code,
        r.subject_id
    from ledger.list_row as r
    inner join wanted as w on r.name_key = w.name_key
    where r.subject_id is not null
    union
    select
        r.announcement_id,
        r.list_no,
        r.row_no,
        r.name,
        r.former_name,
        r.name_key,
        r.former_key,
        r.region,
        r.province,
        r.code,
        r.subject_id
    from ledger.list_row as r
    inner join wanted as w on r.former_key = w.name_key
    where r.subject_id is not null
    union
    select
        r.announcement_id,
        r.list_no,
        r.row_no,
        r.name,
        r.former_name,
        r.name_key,
        r.former_key,
        r.region,
        r.province,
        r.code,
        r.subject_id
    from ledger.list_row as r
    inner join wanted_code as w on r.code = w.code
    where r.subject_id is not null
)

select
    r.announcement_id,
    r.list_no,
    r.row_no,
    r.name,
    r.former_name,
    r.name_key,
    r.former_key,
    r.region,
    r.province,
    r.code,
    r.subject_id,
    l.programme_id,
    l.cohort,
    l.operation,
    a.origin,
    a.effective_on,
    coalesce(a.part_region, a.region, '') as within,
    a.first_seen_at
from found as r
inner join ledger.list as l on r.announcement_id = l.announcement_id and r.list_no = l.list_no
inner join ledger.announcement as a on r.announcement_id = a.announcement_id
where
    l.state = 'accepted'
    and l.programme_id in (select unnest($programmes::json::varchar[]))
order by r.announcement_id, r.list_no, r.row_no
