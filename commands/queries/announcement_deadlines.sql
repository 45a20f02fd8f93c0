-- one row per day that one announcement sets
select
    due_on,
    kind,
    what,
    subjects
from deadlines
where announcement_id = $id
order by due_on, kind
