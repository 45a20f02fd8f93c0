-- one row per thing that sightings of an announcement say otherwise
select *
from ledger.finding
where announcement_id = $announcement_id
order by finding_id
