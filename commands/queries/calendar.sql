-- one row per day to keep from a day on, soonest first, with those it concerns among whom was asked for
with named as (
    select subject_id
    from subjects
    where
        subject_id = $subject
        or contains(translate(name, '（）', '()'), $subject)
        or contains(translate(array_to_string(other_names, ' '), '（）', '()'), $subject)
),

gather_concerned as (
    select
        deadline_id,
        count(*) as concerned,
        list(name order by name) as names
    from deadline_subjects
    where
        ($region::varchar is null or starts_with(region, $region::varchar))
        and ($subject::varchar is null or subject_id in (select named.subject_id from named))
    group by deadline_id
)

select
    deadlines.due_on,
    deadlines.kind,
    deadlines.what,
    deadlines.programme_id,
    deadlines.cohort,
    deadlines.region,
    deadlines.subjects,
    coalesce(gather_concerned.concerned, 0) as concerned,
    coalesce(gather_concerned.names, []) as names,
    deadlines.announcement_id,
    announcements.url,
    deadlines.deadline_id
from deadlines
left join gather_concerned on deadlines.deadline_id = gather_concerned.deadline_id
left join announcements on deadlines.announcement_id = announcements.announcement_id
where
    deadlines.due_on >= $since::date
    and ($until::date is null or deadlines.due_on <= $until::date)
    and ($programmes = '[]' or list_contains($programmes::json::varchar[], deadlines.programme_id))
    and ($kinds = '[]' or list_contains($kinds::json::varchar[], deadlines.kind))
    and ($subject::varchar is null or gather_concerned.deadline_id is not null)
    -- a call of the ministry's is for every region, though nobody is named yet
    and (
        $region::varchar is null
        or gather_concerned.deadline_id is not null
        or starts_with(deadlines.region, $region::varchar)
        or (deadlines.kind = 'call' and deadlines.region = '全国')
    )
order by deadlines.due_on, deadlines.kind, deadlines.deadline_id
limit $limit::bigint
