-- one row per change, newest first
select * exclude (day)
from chosen
order by day desc, recorded_at desc, announcement_id, kind, name, change_id
limit $limit::bigint
