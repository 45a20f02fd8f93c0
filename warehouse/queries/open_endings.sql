-- one row per open question of endings among the given ids, with the cohort it is about
select
    review_id,
    evidence ->> 'programme_id' as programme_id,
    evidence ->> 'cohort' as cohort
from ledger.review
where
    decided_at is null
    and kind = 'endings'
    and list_contains($ids::json::varchar[], review_id)
order by review_id
