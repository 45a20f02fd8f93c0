-- one row per cohort of a programme of which a list speaks
select distinct
    programme_id,
    cohort
from ledger.list
where programme_id = $programme_id and cohort is not null
order by programme_id, cohort
