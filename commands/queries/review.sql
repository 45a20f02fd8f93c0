-- the question of one id, or those whose ids begin so
select
    reviews.*,
    announcements.title,
    announcements.url,
    announcements.rows_stated,
    announcements.rows_read,
    announcements.state as announcement_state
from reviews
left join announcements on reviews.announcement_id = announcements.announcement_id
where reviews.review_id = $id or (len($id) > 2 and starts_with(reviews.review_id, $id))
order by reviews.review_id = $id desc, reviews.review_id
