-- one row per held correction that means an announcement, by its number or quoted title: its latest capture in the log
select
    a.announcement_id,
    max(c.seq) as seq
from ledger.announcement as a
inner join ledger.capture as c on a.announcement_id = c.announcement_id and a.url = c.url
inner join ledger.announcement as meant
    on a.programme_id = meant.programme_id and (a.corrects = meant.doc_number or contains(meant.title, a.corrects))
where
    meant.announcement_id = $announcement_id
    and meant.state = 'accepted'
    and meant.origin = 'official'
    and meant.stage != 'correction'
    and a.state = 'held'
    and a.stage = 'correction'
group by a.announcement_id
order by a.announcement_id
