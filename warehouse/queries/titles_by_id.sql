-- one row per title among the given ids of which something was ever believed
select distinct title_id
from ledger.title
where title_id in (select unnest($ids::json::varchar[]))
