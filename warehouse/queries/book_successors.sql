-- one row per accepted whole designation of another cohort of a programme
select
    a.announcement_id,
    a.effective_on,
    l.cohort
from ledger.list as l
inner join ledger.announcement as a on l.announcement_id = a.announcement_id
where
    l.programme_id = $programme_id
    and l.cohort <> $cohort
    and l.operation = 'designation'
    and l.state = 'accepted'
    and a.origin = 'official'
    and a.part_of is null
    and a.effective_on is not null
group by a.announcement_id, a.effective_on, l.cohort
having bool_and(l.whole)
order by a.effective_on, a.announcement_id, l.cohort
