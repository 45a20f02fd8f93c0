-- one row per question among the given ids, by what it is or was called, that nobody has answered
select review_id
from ledger.review
where decided_at is null and list_contains($ids::json::varchar[], review_id)
union
select moved.former_id as review_id
from ledger.former_id as moved
inner join ledger.review as asked on moved.now_id = asked.review_id
where asked.decided_at is null and list_contains($ids::json::varchar[], moved.former_id)
