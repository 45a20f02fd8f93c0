-- one row per accepted official announcement that abolishes one of the document numbers
select *
from ledger.announcement
where
    state = 'accepted'
    and origin = 'official'
    and list_has_any(repeals, $numbers::json::varchar[])
order by announcement_id
