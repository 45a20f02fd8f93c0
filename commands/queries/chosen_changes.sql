-- the changes asked for: one row per change; day is when it takes effect, else when it was learned (China's calendar)
with named as (
    select subject_id
    from subjects
    where
        subject_id = $subject
        or contains(translate(name, '（）', '()'), $subject)
        or contains(translate(array_to_string(other_names, ' '), '（）', '()'), $subject)
),

chosen as (
    select
        *,
        coalesce(effective_on, cast(recorded_at at time zone 'Asia/Shanghai' as date)) as day
    from changes
    where
        -- the stated day alone first: it lets DuckDB skip what the exact condition below would compute for each row
        ($since::date is null or effective_on >= $since::date or effective_on is null)
        and ($until::date is null or effective_on <= $until::date or effective_on is null)
        and ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($programmes = '[]' or list_contains($programmes::json::varchar[], programme_id))
        and ($kinds = '[]' or list_contains($kinds::json::varchar[], kind))
        and ($region::varchar is null or starts_with(region, $region::varchar))
        and ($subject::varchar is null or subject_id in (select subject_id from named))
)
