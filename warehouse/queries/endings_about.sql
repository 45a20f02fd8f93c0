-- one row per question of endings in which one of some subjects is silent or matches nobody
select *
from ledger.review
where
    kind = 'endings'
    and list_has_any(
        $ids::json::varchar[],
        coalesce((evidence -> 'silent_ids')::varchar[], []) || coalesce((evidence -> 'unmatched_ids')::varchar[], [])
    )
order by review_id
