-- one row per belief ever held about a title of some subjects
select *
from ledger.title
where list_contains($ids::json::varchar[], subject_id)
order by recorded_from, title_id
