-- one row per title of the given subjects as believed now
select
    t.subject_id,
    t.programme_id,
    t.cohort,
    t.status,
    t.since_announcement_id,
    t.last_announcement_id
from ledger.title as t
where t.recorded_to is null and t.subject_id in (select unnest($ids::json::varchar[]))
order by t.subject_id, t.programme_id, t.cohort
