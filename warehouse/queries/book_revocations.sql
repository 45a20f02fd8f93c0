-- one row per subject that an accepted revocation of the programme names without naming a cohort
select
    a.announcement_id,
    a.effective_on,
    l.list_no,
    l.verb,
    r.subject_id
from ledger.list as l
inner join ledger.announcement as a on l.announcement_id = a.announcement_id
inner join ledger.list_row as r on l.announcement_id = r.announcement_id and l.list_no = r.list_no
where
    l.programme_id = $programme_id
    and l.cohort is null
    and l.operation = 'revocation'
    and l.state = 'accepted'
    and a.origin = 'official'
    and r.subject_id is not null
order by a.announcement_id, l.list_no, r.row_no
