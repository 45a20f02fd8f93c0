-- one row per change of the given ones that is recorded already
select *
from ledger.change
where list_contains($ids::json::varchar[], change_id)
order by change_id
