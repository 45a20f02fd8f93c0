-- one row per cohort of a programme in which one of the subjects has a title
select distinct
    programme_id,
    cohort
from ledger.title
where
    programme_id = $programme_id
    and recorded_to is null
    and subject_id in (select unnest($ids::json::varchar[]))
order by programme_id, cohort
