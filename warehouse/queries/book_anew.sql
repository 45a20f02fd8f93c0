-- one row per subject that some announcements designate in another cohort or programme than the one asked about
select distinct
    l.announcement_id,
    r.subject_id,
    coalesce(p.title, l.programme_id) as programme_title,
    l.cohort,
    coalesce(r.category, l.category) as category
from ledger.list as l
inner join ledger.list_row as r on l.announcement_id = r.announcement_id and l.list_no = r.list_no
left join ledger.programme as p on l.programme_id = p.programme_id
where
    list_contains($announcements::json::varchar[], l.announcement_id)
    and l.state = 'accepted'
    and l.operation = 'designation'
    and l.cohort is not null
    and not (l.programme_id = $programme_id and l.cohort = $cohort)
    and r.subject_id is not null
order by l.announcement_id, r.subject_id, l.cohort, category
