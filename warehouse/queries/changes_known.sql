-- one row per change of the given ones that is recorded already
select change_id
from ledger.change
where list_contains($ids::json::varchar[], change_id)
