-- subjects that no row, title or change speaks of any more
with wanted as (
    select distinct unnest($ids::json::varchar[]) as subject_id
),

unspoken as (
    select wanted.subject_id
    from wanted
    anti join ledger.list_row as r on wanted.subject_id = r.subject_id
    anti join ledger.title as t on wanted.subject_id = t.subject_id
    anti join ledger.change as c on wanted.subject_id = c.subject_id
)

delete from ledger.subject
where subject_id in (select unspoken.subject_id from unspoken)
