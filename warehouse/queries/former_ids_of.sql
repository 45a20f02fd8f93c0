-- one row per id among the given ones that moved, with what it is called now
select
    former_id,
    now_id
from ledger.former_id
where list_contains($ids::json::varchar[], former_id)
order by moved_at, former_id
