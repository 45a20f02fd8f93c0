-- one row per accepted official announcement of a programme that a correction means, by its number or quoted title
select *
from ledger.announcement
where
    programme_id = $programme_id
    and state = 'accepted'
    and origin = 'official'
    and stage != 'correction'
    and (doc_number = $corrects or contains(title, $corrects))
order by announcement_id
