-- one row per question among the given ids that nobody has answered
select review_id
from ledger.review
where decided_at is null and list_contains($ids::json::varchar[], review_id)
