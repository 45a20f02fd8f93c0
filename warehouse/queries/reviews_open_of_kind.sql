-- one row per question of a kind that nobody has answered
select *
from ledger.review
where kind = $review_kind and decided_at is null
order by review_id
