-- one row per announcement of the given ids
select *
from ledger.announcement
where list_contains($ids::json::varchar[], announcement_id)
order by announcement_id
