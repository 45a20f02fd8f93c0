-- one row per subject of whom it is open whether it is one with another
select distinct unnest(about) as subject_id
from ledger.review
where decided_at is null and kind = 'identity'
order by subject_id
