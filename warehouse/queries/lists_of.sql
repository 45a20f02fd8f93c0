-- one row per list of some announcements
select *
from ledger.list
where list_contains($ids::json::varchar[], announcement_id)
order by announcement_id, list_no
