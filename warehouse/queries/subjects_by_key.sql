-- one row per subject and name key, for the keys asked for
with wanted as (
    select unnest($keys::json::varchar[]) as name_key
)

select
    n.name_key,
    s.*
from wanted as w
inner join ledger.subject_name as n on w.name_key = n.name_key
inner join ledger.subject as s on n.subject_id = s.subject_id
order by n.name_key, s.subject_id
