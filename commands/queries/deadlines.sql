-- one row per day to keep, newest first; with $soonest the next one first
with named as (
    select
        since_announcement_id,
        last_announcement_id
    from designation_history
    where
        $subject::varchar is not null
        and recorded_to is null
        and subject_id in (
            select subject_id
            from subjects
            where
                subject_id = $subject::varchar
                or contains(translate(name, '（）', '()'), $subject::varchar)
                or contains(translate(array_to_string(other_names, ' '), '（）', '()'), $subject::varchar)
        )
),

chosen as (
    select *
    from deadlines
    where
        ($since::date is null or due_on >= $since::date)
        and ($until::date is null or due_on <= $until::date)
        and ($programmes = '[]' or list_contains($programmes::json::varchar[], programme_id))
        and ($kinds = '[]' or list_contains($kinds::json::varchar[], kind))
        and ($region::varchar is null or starts_with(region, $region::varchar))
        and (
            $subject::varchar is null
            or announcement_id in (select since_announcement_id from named)
            or announcement_id in (select last_announcement_id from named)
        )
)

select *
from chosen
order by
    case when $soonest::boolean then due_on end,
    case when not $soonest::boolean then due_on end desc,
    deadline_id
limit $limit::bigint
