-- one row per day to keep as written last
select *
from ledger.deadline
order by deadline_id
