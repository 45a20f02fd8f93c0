-- one row per open question about the announcements asked for
select
    r.review_id,
    r.kind,
    r.reason,
    coalesce(a.title, r.announcement_id) as title
from ledger.review as r
left join ledger.announcement as a on r.announcement_id = a.announcement_id
where
    r.decided_at is null
    and list_contains($ids::json::varchar[], r.announcement_id)
order by r.review_id
