-- one row per subject of the given ones: its name
select
    subject_id,
    name
from ledger.subject
where list_contains($ids::json::varchar[], subject_id)
