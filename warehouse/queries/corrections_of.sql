-- one row per accepted official correction that means an announcement, by its number or quoted title, in their order;
-- of the same level, region and share: nobody corrects what another one issued
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
    and a.level = meant.level
    and a.region is not distinct from meant.region
    and a.part_region is not distinct from meant.part_region
order by a.effective_on, a.announcement_id
