-- one row per cohort in which an announcement took or moved a title: what it says no more is to be taken back there
select distinct
    programme_id,
    cohort
from ledger.change
where
    announcement_id = $announcement_id
    and subject_id is not null
    and cohort is not null
order by programme_id, cohort
