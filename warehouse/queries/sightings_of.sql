-- one row per place where some announcements were seen
select *
from ledger.sighting
where list_contains($ids::json::varchar[], announcement_id)
order by announcement_id, source_id, url
