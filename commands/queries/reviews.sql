-- one row per question for a person, newest first; only the open ones unless $all
select
    reviews.review_id,
    reviews.kind,
    reviews.announcement_id,
    announcements.title,
    reviews.reason,
    reviews.opened_at,
    reviews.decided_at,
    reviews.decision,
    reviews.decided_by,
    reviews.evidence
from reviews
left join announcements on reviews.announcement_id = announcements.announcement_id
where $all::boolean or reviews.decided_at is null
order by reviews.opened_at desc, reviews.review_id
