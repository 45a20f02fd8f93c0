-- one row per row of the lists of the given announcements: in their order, with what its list does
select
    r.announcement_id,
    r.list_no,
    r.row_no,
    r.name,
    l.operation,
    l.cohort
from ledger.list_row as r
inner join ledger.list as l
    on r.announcement_id = l.announcement_id and r.list_no = l.list_no
where r.announcement_id in (select unnest($ids::json::varchar[]))
order by r.announcement_id, r.list_no, r.row_no
