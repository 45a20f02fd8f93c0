-- one row per accepted official announcement, no part, that has a list of an operation and cohort beside its first
select a.*
from ledger.announcement as a
where
    a.programme_id = $programme_id
    and a.stage != $stage
    and a.state = 'accepted'
    and a.origin = 'official'
    and a.part_region is null
    and a.announcement_id in (
        select l.announcement_id
        from ledger.list as l
        where l.programme_id = $programme_id and l.operation = $stage and l.cohort = $cohort
    )
order by a.announcement_id
