-- one row per cohort and day on which a term ran out or a known ending comes, up to a day
select distinct
    programme_id,
    cohort,
    coalesce(ends_on, (valid_to + 1)::date) as due_on
from ledger.title
where
    recorded_to is null
    and (status = 'active' or (status = 'expired' and ends_on is not null))
    and coalesce(ends_on, (valid_to + 1)::date) <= $until
order by due_on, programme_id, cohort
