-- one row per announcement, kind, programme, cohort and day, newest first, with the first three names of it
, grouped as (
    select
        day,
        kind,
        programme_id,
        cohort,
        announcement_id,
        any_value(doc_number) as doc_number,
        max(recorded_at) as learned_at,
        count(*) as members,
        effective_on is null as undated,
        min({'name': name, 'region': region, 'detail': detail::varchar}, 3) as firsts
    from chosen
    group by day, kind, programme_id, cohort, announcement_id, undated
),

latest as (
    select
        *,
        count(*) over () as available
    from grouped
    order by day desc, learned_at desc, announcement_id, kind, cohort
    limit $limit::bigint
)

select
    latest.day,
    latest.kind,
    latest.programme_id,
    latest.cohort,
    latest.announcement_id,
    latest.doc_number,
    announcements.issuer,
    announcements.title,
    latest.members,
    latest.firsts,
    latest.available,
    latest.undated
from latest
left join announcements on latest.announcement_id = announcements.announcement_id
order by latest.day desc, latest.learned_at desc, latest.announcement_id, latest.kind, latest.cohort
