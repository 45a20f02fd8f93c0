-- one row per change of the given ones that is recorded already
select *
from ledger.change
where change_id in (select unnest($ids::json::varchar[]))
order by change_id
