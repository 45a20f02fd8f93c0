-- one row per open question about a list, newest first
select
    reviews.review_id,
    reviews.kind,
    reviews.reason,
    announcements.title,
    announcements.announcement_id
from reviews
left join announcements on reviews.announcement_id = announcements.announcement_id
where
    reviews.decided_at is null
    and ($programmes = '[]' or list_contains($programmes::json::varchar[], announcements.programme_id))
    and ($region::varchar is null or starts_with(announcements.region, $region::varchar))
order by reviews.opened_at desc, reviews.review_id
