-- one row per expiry recorded since an instant that is news and that nothing has overtaken
select c.change_id
from ledger.change as c
inner join ledger.title as t
    on
        c.subject_id = t.subject_id
        and c.programme_id = t.programme_id
        and c.cohort = t.cohort
        and t.recorded_to is null
        and t.status = 'expired'
where
    c.kind = 'expired'
    and not c.backfill
    and c.recorded_at >= $since
order by c.change_id
