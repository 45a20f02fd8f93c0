-- one row per change of the given ones that is recorded already
select change_id
from ledger.change
where change_id in (select unnest($ids::json::varchar[]))
