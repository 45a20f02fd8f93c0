-- one row per accepted official correction that means an announcement, by its number or quoted title, in their order
select a.*
from ledger.announcement as a
inner join ledger.announcement as meant
    on a.programme_id = meant.programme_id and (a.corrects = meant.doc_number or contains(meant.title, a.corrects))
where
    meant.announcement_id = $announcement_id
    and meant.stage != 'correction'
    and a.stage = 'correction'
    and a.state = 'accepted'
    and a.origin = 'official'
order by a.effective_on, a.announcement_id
