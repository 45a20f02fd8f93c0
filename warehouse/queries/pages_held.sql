-- one row per page that waits because it could not be placed: the one asked for, or all that speak of a programme
select *
from ledger.announcement
where
    state = 'held'
    and stage is null
    and (announcement_id = $page_id or programme_id = $programme_id)
order by announcement_id
