-- one row per list that says something about a cohort of a programme, with what its announcement tells; of the issuer's own
-- held lists only those that state how many rows the whole has
select
    a.announcement_id,
    a.title,
    a.part_of,
    a.part_region,
    a.origin,
    a.level,
    a.region,
    a.effective_on,
    a.doc_number,
    a.repeals,
    l.list_no,
    l.operation,
    l.from_programme_id,
    l.state,
    l.rows_stated,
    l.rows_read,
    l.whole,
    l.ends_others,
    l.others_end_on,
    l.verb,
    l.validity_years,
    l.validity_first,
    l.validity_last
from ledger.list as l
inner join ledger.announcement as a on l.announcement_id = a.announcement_id
where
    l.programme_id = $programme_id
    and l.cohort = $cohort
    and (
        l.state = 'accepted'
        or (l.state = 'held' and l.rows_stated is not null and a.origin = 'official' and a.part_of is null)
    )
order by a.announcement_id, l.list_no
