-- one row per change asked for: all that a message says of it
-- $change_ids: a JSON list of change ids
with
wanted as (
    select unnest($change_ids::json::varchar[]) as change_id
),

changes as (
    select changes.*
    from ledger.change as changes
    inner join wanted using (change_id)
),

own_rows as (
    select
        changes.change_id,
        '' as listed_in,
        arg_min(rows.document, (rows.list_no, rows.row_no)) as document,
        arg_min(rows.locator, (rows.list_no, rows.row_no)) as locator,
        arg_min(rows.read_by, (rows.list_no, rows.row_no)) as read_by
    from changes
    inner join ledger.list_row as rows
        on changes.announcement_id = rows.announcement_id and changes.subject_id = rows.subject_id
    group by changes.change_id
),

-- who loses a title by silence stands on no list of the notice that ends it, but on the one before
earlier_rows as (
    select
        changes.change_id,
        arg_max(announcements.title, (coalesce(announcements.effective_on, date '1900-01-01'), rows.announcement_id)) as listed_in,
        arg_max(rows.document, (coalesce(announcements.effective_on, date '1900-01-01'), rows.announcement_id)) as document,
        arg_max(rows.locator, (coalesce(announcements.effective_on, date '1900-01-01'), rows.announcement_id)) as locator,
        arg_max(rows.read_by, (coalesce(announcements.effective_on, date '1900-01-01'), rows.announcement_id)) as read_by
    from changes
    inner join ledger.list_row as rows on changes.subject_id = rows.subject_id
    inner join ledger.list as lists on rows.announcement_id = lists.announcement_id and rows.list_no = lists.list_no
    inner join ledger.announcement as announcements on rows.announcement_id = announcements.announcement_id
    where
        changes.kind in ('dropped', 'lapsed', 'revoked', 'expired')
        and changes.change_id not in (select own_rows.change_id from own_rows)
        and lists.state = 'accepted'
        and lists.programme_id = changes.programme_id
        and lists.cohort = changes.cohort
    group by changes.change_id
),

places as (
    select * from own_rows
    union all by name
    select * from earlier_rows
),

names_of_subject as (
    select
        names.subject_id,
        list(distinct names.name order by names.name) as names
    from ledger.subject_name as names
    where names.subject_id in (select changes.subject_id from changes)
    group by all
),

first_sightings as (
    select
        sightings.announcement_id,
        arg_min(sources.title, sightings.seen_at) as source_title
    from ledger.sighting as sightings
    left join ledger.source as sources using (source_id)
    where sightings.announcement_id in (select changes.announcement_id from changes)
    group by all
)

select
    changes.change_id,
    changes.kind,
    changes.programme_id,
    changes.subject_id,
    subjects.region,
    changes.cohort,
    changes.category,
    changes.product,
    changes.announcement_id,
    announcements.doc_number,
    changes.effective_on,
    announcements.published_on,
    announcements.window_to,
    announcements.deadline,
    changes.backfill,
    changes.detail::varchar as detail,
    coalesce(programmes.title, changes.programme_id) as programme_title,
    coalesce(programmes.english, '') as programme_english,
    coalesce(programmes.level, announcements.level, 'national') as level,
    coalesce(announcements.first_seen_at, changes.recorded_at) as first_seen_at,
    coalesce(subjects.kind, programmes.subject, '') as subject_kind,
    coalesce(subjects.name, '') as name,
    coalesce(names_of_subject.names, []) as other_names,
    coalesce(announcements.part_region, announcements.region, programmes.region, '全国') as area,
    coalesce(announcements.title, '') as announcement_title,
    coalesce(announcements.issuer, '') as issuer,
    coalesce(announcements.stage, '') as stage,
    coalesce(announcements.url, '') as url,
    coalesce(announcements.origin, 'official') as origin,
    coalesce(first_sightings.source_title, '') as source_title,
    coalesce(places.locator, '') as locator,
    coalesce(places.document, '') as document,
    coalesce(places.read_by, '') as read_by,
    coalesce(places.listed_in, '') as listed_in,
    coalesce(nullif(announcements.rows_read, 0), announcements.rows_stated) as listed
from changes
left join ledger.announcement as announcements on changes.announcement_id = announcements.announcement_id
left join ledger.programme as programmes on changes.programme_id = programmes.programme_id
left join ledger.subject as subjects on changes.subject_id = subjects.subject_id
left join names_of_subject on changes.subject_id = names_of_subject.subject_id
left join first_sightings on changes.announcement_id = first_sightings.announcement_id
left join places on changes.change_id = places.change_id
order by changes.change_id
