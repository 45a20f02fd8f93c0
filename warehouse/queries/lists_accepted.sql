-- one row per accepted list
select *
from ledger.list
where state = 'accepted'
order by announcement_id, list_no
