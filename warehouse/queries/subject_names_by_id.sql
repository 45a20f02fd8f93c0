-- one row per subject of the given ones: its name
select
    subject_id,
    name
from ledger.subject
where subject_id in (select unnest($ids::json::varchar[]))
