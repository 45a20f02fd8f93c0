-- one row per question of a kind about an announcement that nobody has answered
select *
from ledger.review
where kind = $review_kind and announcement_id = $announcement_id and decided_at is null
order by review_id
