-- one row per change of some subjects, in the order they were told
select *
from ledger.change
where subject_id in (select unnest($ids::json::varchar[]))
order by recorded_at, change_id
