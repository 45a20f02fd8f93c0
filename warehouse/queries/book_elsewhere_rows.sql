-- one row per identified row of some announcements, all their lists
select
    r.announcement_id,
    r.list_no,
    r.subject_id,
    r.name,
    r.former_name,
    r.name_key,
    r.former_key,
    coalesce(r.category, l.category) as category,
    r.product,
    r.region,
    r.from_category
from ledger.list_row as r
inner join ledger.list as l on r.announcement_id = l.announcement_id and r.list_no = l.list_no
where
    r.announcement_id in (select unnest($announcements::json::varchar[]))
    and r.subject_id is not null
order by r.announcement_id, r.list_no, r.row_no
