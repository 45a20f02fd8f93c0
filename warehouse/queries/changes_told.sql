-- one row per change already recorded of a cohort
select change_id
from ledger.change
where programme_id = $programme_id and cohort = $cohort
