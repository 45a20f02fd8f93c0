-- one row per day to come that one subject must keep
select
    deadlines.due_on,
    deadlines.kind,
    deadlines.what,
    deadlines.programme_id,
    deadlines.cohort,
    deadlines.announcement_id
from deadlines
inner join deadline_subjects on deadlines.deadline_id = deadline_subjects.deadline_id
where deadline_subjects.subject_id = $id and deadlines.due_on >= $today::date
order by deadlines.due_on, deadlines.kind, deadlines.what
