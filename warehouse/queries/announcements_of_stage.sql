-- one row per announcement of a programme's stage
select *
from ledger.announcement
where programme_id = $programme_id and stage = $stage
order by announcement_id
