-- one row per day to come that the titles of one subject must keep
select distinct
    deadlines.due_on,
    deadlines.kind,
    deadlines.what,
    deadlines.programme_id
from deadlines
inner join designations
    on
        deadlines.programme_id = designations.programme_id
        and (
            deadlines.announcement_id = designations.since_announcement_id
            or deadlines.announcement_id = designations.last_announcement_id
        )
where designations.subject_id = $id and designations.status = 'active' and deadlines.due_on >= $today::date
order by deadlines.due_on, deadlines.kind
