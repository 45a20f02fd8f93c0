-- one row per cohort that the lists of an announcement speak of which a correction means, by its number or quoted title
select distinct
    l.programme_id,
    l.cohort
from ledger.list as l
inner join ledger.announcement as a on l.announcement_id = a.announcement_id
where
    l.programme_id = $programme_id
    and l.cohort is not null
    and (a.doc_number = $corrects or contains(a.title, $corrects))
order by l.programme_id, l.cohort
