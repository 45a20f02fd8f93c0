-- one row per cohort that lists of the given announcements speak of
select distinct
    programme_id,
    cohort
from ledger.list
where cohort is not null and list_contains($ids::json::varchar[], announcement_id)
order by programme_id, cohort
