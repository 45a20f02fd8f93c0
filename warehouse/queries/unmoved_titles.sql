-- one row per title of a cohort as believed now, of the given subjects alone
with wanted as materialized (
    select distinct unnest($ids::json::varchar[]) as subject_id
)

select t.*
from ledger.title as t
inner join wanted as w on t.subject_id = w.subject_id
where t.programme_id = $programme_id and t.cohort = $cohort and t.recorded_to is null
order by t.title_id
