-- one row per announcement asked for, as the ledger built anew tells of it, else as the live one does
-- $ids: a JSON list of announcement ids
with
wanted as (
    select unnest($ids::json::varchar[]) as announcement_id
)

select
    wanted.announcement_id,
    coalesce(made.title, held.title, '') as title,
    coalesce(made.doc_number, held.doc_number) as doc_number,
    coalesce(made.url, held.url, '') as url
from wanted
left join fresh.ledger.announcement as made on wanted.announcement_id = made.announcement_id
left join ledger.announcement as held on wanted.announcement_id = held.announcement_id
order by wanted.announcement_id
