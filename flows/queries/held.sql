-- one row per open question, the newest first
select
    reviews.review_id,
    coalesce(announcements.title, reviews.kind) as title,
    reviews.reason
from reviews
left join announcements on reviews.announcement_id = announcements.announcement_id
where reviews.decided_at is null
order by reviews.opened_at desc, reviews.review_id
