-- one row per announcement among the given ids, with the captures that its text was taken from
select
    announcement_id,
    capture_sha256
from ledger.announcement
where list_contains($ids::json::varchar[], announcement_id)
order by announcement_id
