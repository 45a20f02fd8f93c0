-- one row per accepted official announcement of a programme whose lists name some of the given names: how many
with wanted as (
    select unnest($keys::json::varchar[]) as name_key
),

named as (
    select distinct
        names.subject_id,
        wanted.name_key
    from wanted
    inner join ledger.subject_name as names on wanted.name_key = names.name_key
)

select
    announcements.announcement_id,
    count(distinct named.name_key)::integer as names
from named
inner join ledger.list_row as rows on named.subject_id = rows.subject_id
inner join ledger.announcement as announcements on rows.announcement_id = announcements.announcement_id
where
    announcements.programme_id = $programme_id
    and announcements.state = 'accepted'
    and announcements.origin = 'official'
group by announcements.announcement_id
order by names desc, announcements.announcement_id
