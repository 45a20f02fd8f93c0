-- one row per open question of endings about a cohort of a programme
select *
from ledger.review
where
    decided_at is null
    and kind = 'endings'
    and (evidence ->> 'programme_id') = $programme_id
    and (evidence ->> 'cohort') = $cohort
order by review_id
