-- one row per accepted official list that may speak of a cohort without being listed under it: revocations and retitlings
-- that name no cohort, titles taken over by another programme, and corrections; from the programme's own level only
select
    a.announcement_id,
    a.effective_on,
    a.corrects,
    l.list_no,
    l.operation,
    l.verb,
    l.programme_id,
    coalesce(p.title, l.programme_id) as programme_title,
    l.cohort,
    l.category,
    l.from_programme_id
from ledger.list as l
inner join ledger.announcement as a on l.announcement_id = a.announcement_id
left join ledger.programme as p on l.programme_id = p.programme_id
where
    l.state = 'accepted'
    and a.origin = 'official'
    and a.part_of is null
    and a.level = $level
    and (
        (l.programme_id = $programme_id and l.cohort is null and l.operation in ('revocation', 'retitling'))
        or (l.programme_id = $programme_id and l.operation = 'correction')
        or (l.from_programme_id = $programme_id and l.programme_id <> $programme_id and l.cohort is not null)
    )
order by a.announcement_id, l.list_no
