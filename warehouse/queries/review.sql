-- the question with an id, or nothing
select *
from ledger.review
where review_id = $review_id
