-- one row per title believed now that has not ended
select *
from ledger.title
where recorded_to is null and status in ('active', 'expired')
order by title_id
