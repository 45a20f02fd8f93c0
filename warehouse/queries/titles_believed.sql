-- one row per title of a cohort as believed now
select *
from ledger.title
where programme_id = $programme_id and cohort = $cohort and recorded_to is null
order by title_id
