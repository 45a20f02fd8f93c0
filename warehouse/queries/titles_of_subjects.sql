-- one row per belief ever held about a title of some subjects
select *
from ledger.title
where subject_id in (select unnest($ids::json::varchar[]))
order by recorded_from, title_id
