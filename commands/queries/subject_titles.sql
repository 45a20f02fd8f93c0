-- one row per belief about a title of one subject, those still believed first
select
    programme_id,
    level,
    cohort,
    category,
    product,
    status,
    valid_from,
    valid_to,
    since_announcement_id,
    last_announcement_id,
    recorded_from,
    recorded_to,
    cast(recorded_from at time zone 'Asia/Shanghai' as date) as believed_from,
    cast(recorded_to at time zone 'Asia/Shanghai' as date) as believed_to
from designation_history
where subject_id = $id
order by
    min(valid_from) over (partition by programme_id, cohort) nulls last,
    programme_id,
    cohort,
    product nulls first,
    recorded_to nulls first,
    valid_from,
    recorded_from
