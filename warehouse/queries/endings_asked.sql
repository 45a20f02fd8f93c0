-- one row per question of endings about a cohort of a programme among the given ids, answered or not
select *
from ledger.review
where
    kind = 'endings'
    and (evidence ->> 'programme_id') = $programme_id
    and (evidence ->> 'cohort') = $cohort
    and list_contains($ids::json::varchar[], review_id)
order by review_id
