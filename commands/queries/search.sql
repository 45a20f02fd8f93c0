-- one row per subject or announcement that some words may mean, best first
select
    found.about_id,
    found.kind,
    found.text,
    found.score,
    subjects.name as present_name,
    coalesce(subjects.region, announcements.region) as region,
    coalesce(announcements.doc_number, announcements.issuer) as doc_number
from search($words) as found
left join subjects on found.about_id = subjects.subject_id
left join announcements on found.about_id = announcements.announcement_id
where $kind::varchar is null or found.kind = $kind::varchar
order by found.score desc, len(found.text), found.text, found.about_id
limit $limit::bigint
