-- one row per question of the given ids, answered or not, with all that is known of it
select *
from ledger.review
where list_contains($ids::json::varchar[], review_id)
order by review_id
