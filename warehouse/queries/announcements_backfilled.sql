-- one row per announcement of the given ones whose news is old
select announcement_id
from ledger.announcement
where backfill and list_contains($ids::json::varchar[], announcement_id)
