-- one row per row of an accepted list of a cohort that names one of some subjects, by its name then or now
select
    list_rows.announcement_id,
    list_rows.name,
    list_rows.capture_sha256,
    list_rows.locator
from list_rows
inner join lists on list_rows.announcement_id = lists.announcement_id and list_rows.list_no = lists.list_no
left join subjects on list_rows.subject_id = subjects.subject_id
where
    lists.programme_id = $programme_id
    and lists.cohort = $cohort
    and lists.state = 'accepted'
    and (
        list_contains($names::json::varchar[], list_rows.name)
        or list_contains($names::json::varchar[], subjects.name)
    )
order by list_rows.announcement_id, list_rows.list_no, list_rows.row_no
