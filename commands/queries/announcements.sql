-- one row per announcement asked for, newest first; day is its publication, else its signature, else its first sight
with named as (
    select announcement_id
    from list_rows
    where
        $subject::varchar is not null
        and (
            contains(translate(name, '（）', '()'), $subject::varchar)
            or contains(translate(coalesce(former_name, ''), '（）', '()'), $subject::varchar)
        )
    union
    select announcement_id
    from changes
    where
        $subject::varchar is not null
        and (subject_id = $subject::varchar or contains(translate(name, '（）', '()'), $subject::varchar))
),

chosen as (
    select
        *,
        coalesce(
            published_on, signed_on, cast(first_seen_at at time zone 'Asia/Shanghai' as date)
        ) as day
    from announcements
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($programmes = '[]' or list_contains($programmes::json::varchar[], programme_id))
        and ($kinds = '[]' or list_contains($kinds::json::varchar[], stage))
        and ($region::varchar is null or starts_with(region, $region::varchar))
        and ($subject::varchar is null or announcement_id in (select announcement_id from named))
)

select * exclude (day)
from chosen
order by day desc, first_seen_at desc, announcement_id
limit $limit::bigint
