-- one row per question about some announcements
select *
from ledger.review
where list_contains($ids::json::varchar[], announcement_id)
order by review_id
