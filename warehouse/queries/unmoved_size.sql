-- one row per announcement and operation with accepted lists about a cohort of a programme: how many identified rows
select
    l.announcement_id,
    l.operation,
    l.from_programme_id,
    count(*) as listed
from ledger.list as l
inner join ledger.list_row as r on l.announcement_id = r.announcement_id and l.list_no = r.list_no
where
    l.programme_id = $programme_id
    and l.cohort = $cohort
    and l.state = 'accepted'
    and r.subject_id is not null
group by l.announcement_id, l.operation, l.from_programme_id
