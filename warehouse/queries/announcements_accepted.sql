-- one row per accepted announcement
select *
from ledger.announcement
where state = 'accepted'
order by announcement_id
