-- one row per thing that an id or name may mean, only the best kind of match, at most 21
with recursive moved as (
    select now_id as id
    from former_ids
    where former_id = $text or (len($text) > 2 and starts_with(former_id, $text))
    union
    select former_ids.now_id as id
    from moved
    inner join former_ids on moved.id = former_ids.former_id
),

by_announcement as (
    select
        'announcement' as what,
        announcement_id as id,
        title as name,
        concat_ws(' · ', coalesce(doc_number, issuer), stage) as about,
        case
            when announcement_id = $text then 0
            when announcement_id in (select moved.id from moved) then 2
            when doc_number = translate($text, '[]（）()【】', '〔〕〔〕〔〕〔〕') or title = $text then 1
            when len($text) > 2 and starts_with(announcement_id, $text) then 2
            when contains(title, $text) then 5
        end as distance
    from announcements
),

by_review as (
    select
        'review' as what,
        review_id as id,
        reason as name,
        kind as about,
        case
            when review_id = $text then 0
            when review_id in (select moved.id from moved) then 2
            when len($text) > 2 and starts_with(review_id, $text) then 2
        end as distance
    from reviews
),

by_subject as (
    select
        'subject' as what,
        subject_id as id,
        name,
        concat_ws(' · ', region, kind) as about,
        case
            when subject_id = $text then 0
            when subject_id in (select moved.id from moved) then 2
            when translate(name, '（）', '()') = $key then 1
            when list_contains(list_transform(other_names, lambda n: translate(n, '（）', '()')), $key) then 1
            when len($text) > 2 and starts_with(subject_id, $text) then 2
            when starts_with(translate(name, '（）', '()'), $key) then 3
            when contains(translate(name, '（）', '()'), $key) then 4
            when contains(translate(array_to_string(other_names, ' '), '（）', '()'), $key) then 4
        end as distance
    from subjects
),

candidates as (
    select * from by_announcement
    union all
    select * from by_review
    union all
    select * from by_subject
)

select
    what,
    id,
    name,
    about
from candidates
where distance = (select min(nearest.distance) from candidates as nearest)
order by name, id
limit 21
