-- one row per question of the given ids, answered or not
select review_id
from ledger.review
where list_contains($ids::json::varchar[], review_id)
