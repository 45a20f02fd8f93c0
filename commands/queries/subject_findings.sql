-- one row per thing that was said elsewhere about one subject, or about an announcement that names it, and not believed
with named as (
    select
        name,
        other_names
    from subjects
    where subject_id = $id
),

touching as (
    select distinct announcement_id
    from changes
    where subject_id = $id
)

select
    cast(findings.found_at at time zone 'Asia/Shanghai' as date) as found_on,
    findings.kind,
    findings.said,
    findings.believed,
    findings.source_id,
    findings.url,
    findings.announcement_id,
    announcements.title,
    findings.finding_id
from findings
inner join touching on findings.announcement_id = touching.announcement_id
left join announcements on findings.announcement_id = announcements.announcement_id
cross join named
where
    findings.kind != 'name'
    or findings.believed = named.name
    or list_contains(named.other_names, findings.believed)
    or list_contains(named.other_names, findings.said)
order by findings.found_at, findings.finding_id
