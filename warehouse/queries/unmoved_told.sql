-- one row per change already recorded of a cohort, of the given subjects alone
with wanted as materialized (
    select distinct unnest($ids::json::varchar[]) as subject_id
)

select c.change_id
from ledger.change as c
inner join wanted as w on c.subject_id = w.subject_id
where c.programme_id = $programme_id and c.cohort = $cohort
