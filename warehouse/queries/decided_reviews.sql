-- one row per open review of the given ids, with the captures its announcement was made from
select
    r.review_id,
    r.kind,
    r.announcement_id,
    r.about,
    c.seq
from ledger.review as r
inner join ledger.capture as c on r.announcement_id = c.announcement_id
where
    r.decided_at is null
    and list_contains($ids::json::varchar[], r.review_id)
order by r.review_id, c.seq
