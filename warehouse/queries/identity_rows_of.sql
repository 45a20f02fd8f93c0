-- one row per row of an announcement that counts: the names and codes it is identified by
select
    r.list_no,
    r.name_key,
    r.former_key,
    r.code,
    r.subject_id,
    l.programme_id,
    l.cohort
from ledger.list_row as r
inner join ledger.list as l on r.announcement_id = l.announcement_id and r.list_no = l.list_no
where r.announcement_id = $announcement_id and r.subject_id is not null
order by r.list_no, r.row_no
