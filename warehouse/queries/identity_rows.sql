-- one row per row that counts and bears or gives up one of some names, or bears one of some credit codes
with wanted as (
    select unnest($keys::json::varchar[]) as name_key
),

wanted_code as (
    select unnest($codes::json::varchar[]) as code
),

found as (
    select
        r.announcement_id,
        r.list_no,
        r.row_no
    from ledger.list_row as r
    where r.name_key in (select w.name_key from wanted as w)
    union
    select
        r.announcement_id,
        r.list_no,
        r.row_no
    from ledger.list_row as r
    where r.former_key is not null and r.former_key in (select w.name_key from wanted as w)
    union
    select
        r.announcement_id,
        r.list_no,
        r.row_no
    from ledger.list_row as r
    where r.code is not null and r.code in (select c.code from wanted_code as c)
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
from found as f
inner join ledger.list_row as r
    on f.announcement_id = r.announcement_id and f.list_no = r.list_no and f.row_no = r.row_no
inner join ledger.list as l on r.announcement_id = l.announcement_id and r.list_no = l.list_no
inner join ledger.announcement as a on r.announcement_id = a.announcement_id
where
    l.state = 'accepted'
    and r.subject_id is not null
    and list_contains($programmes::json::varchar[], l.programme_id)
order by r.announcement_id, r.list_no, r.row_no
