-- one row per change already recorded of a cohort's titles whose day is not known
select *
from ledger.change
where
    programme_id = $programme_id
    and cohort = $cohort
    and subject_id is not null
    and effective_on is null
