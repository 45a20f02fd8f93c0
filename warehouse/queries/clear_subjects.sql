-- subjects that no row, title or change speaks of any more
with spoken_of as (
    select subject_id from ledger.list_row
    union
    select subject_id from ledger.title
    union
    select subject_id from ledger.change
)

delete from ledger.subject
where
    list_contains($ids::json::varchar[], subject_id)
    and not exists (select 1 from spoken_of as s where s.subject_id = subject.subject_id)
