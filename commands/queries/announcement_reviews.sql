-- one row per question asked about one announcement
select
    review_id,
    kind,
    reason,
    decided_at,
    decision,
    decided_by
from reviews
where announcement_id = $id
order by opened_at, review_id
