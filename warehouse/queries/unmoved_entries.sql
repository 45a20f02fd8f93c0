-- one row per identified row of the accepted lists about a cohort of a programme, of the given subjects alone
with wanted as materialized (
    select distinct unnest($ids::json::varchar[]) as subject_id
)

select
    r.announcement_id,
    r.list_no,
    r.subject_id,
    coalesce(r.category, l.category) as category,
    r.product,
    r.region,
    r.name_key,
    r.from_category,
    r.put_off
from ledger.list as l
inner join ledger.list_row as r on l.announcement_id = r.announcement_id and l.list_no = r.list_no
inner join wanted as w on r.subject_id = w.subject_id
where
    l.programme_id = $programme_id
    and l.cohort = $cohort
    and l.state = 'accepted'
order by r.announcement_id, r.list_no, r.row_no
