-- rows that mean another subject now; $moves: a JSON list of announcement_id, list_no, row_no and subject_id
with given as (
    select unnest($moves::json::json[]) as one
),

moved as (
    select
        one ->> 'announcement_id' as announcement_id,
        (one ->> 'list_no')::integer as list_no,
        (one ->> 'row_no')::integer as row_no,
        one ->> 'subject_id' as subject_id
    from given
)

update ledger.list_row
set subject_id = moved.subject_id
from moved
where
    list_row.announcement_id = moved.announcement_id
    and list_row.list_no = moved.list_no
    and list_row.row_no = moved.row_no
