-- one row per name of the given subjects, with region and a credit code where one was printed
with wanted as (
    select unnest($ids::json::varchar[]) as subject_id
),

code_of_subject as (
    select
        r.subject_id,
        min(r.code) as code
    from ledger.list_row as r
    where r.code is not null and r.subject_id in (select w.subject_id from wanted as w)
    group by r.subject_id
    having count(distinct r.code) = 1
)

select
    n.subject_id,
    n.name,
    n.name_key as key,
    s.region,
    c.code
from wanted as w
inner join ledger.subject_name as n on w.subject_id = n.subject_id
inner join ledger.subject as s on w.subject_id = s.subject_id
left join code_of_subject as c on w.subject_id = c.subject_id
order by n.subject_id, n.name_key
