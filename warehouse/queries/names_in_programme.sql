-- one row per name of every subject with one of some names or codes that has a title of a programme, but for those on one
-- announcement: two that stand there side by side are two
with known as (
    select n.subject_id
    from ledger.subject_name as n
    where n.name_key in (select unnest($keys::json::varchar[]))
    union
    select r.subject_id
    from ledger.list_row as r
    where r.code in (select unnest($codes::json::varchar[])) and r.subject_id is not null
),

holder as (
    select distinct t.subject_id
    from ledger.title as t
    where
        t.programme_id = $programme_id
        and t.recorded_to is null
        and t.subject_id in (select k.subject_id from known as k)
        and t.subject_id not in (
            select r.subject_id
            from ledger.list_row as r
            where r.announcement_id = $announcement_id and r.subject_id is not null
        )
),

code_of_subject as (
    select
        r.subject_id,
        min(r.code) as code
    from ledger.list_row as r
    where r.code is not null and r.subject_id in (select h.subject_id from holder as h)
    group by r.subject_id
    having count(distinct r.code) = 1
)

select
    n.subject_id,
    n.name,
    n.name_key as key,
    s.region,
    c.code
from holder as h
inner join ledger.subject_name as n on h.subject_id = n.subject_id
inner join ledger.subject as s on h.subject_id = s.subject_id
left join code_of_subject as c on h.subject_id = c.subject_id
order by n.subject_id, n.name_key
