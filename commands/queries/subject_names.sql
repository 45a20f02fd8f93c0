-- one row per other name of one subject, with the day on which a document put another in its place
with every_name as (
    select unnest(other_names) as name
    from subjects
    where subject_id = $id
),

find_renamings as (
    select
        detail ->> 'former' as name,
        max(effective_on) as until
    from changes
    where subject_id = $id and kind = 'renamed'
    group by all
)

select
    every_name.name,
    find_renamings.until
from every_name
left join find_renamings on every_name.name = find_renamings.name
order by find_renamings.until nulls last, every_name.name
