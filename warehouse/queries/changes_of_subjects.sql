-- one row per change of some subjects, in the order they were told
select *
from ledger.change
where list_contains($ids::json::varchar[], subject_id)
order by recorded_at, change_id
