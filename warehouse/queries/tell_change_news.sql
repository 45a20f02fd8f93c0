-- one row per change asked for: all that a message says of it
-- $change_ids: a JSON list of change ids; $since: none of them was recorded before, which spares most of the table
-- what is small is made first and once, for it is what the large tables are sieved with
with
wanted as materialized (
    select distinct unnest($change_ids::json::varchar[]) as change_id
),

changes as materialized (
    select changes.*
    from ledger.change as changes
    inner join wanted using (change_id)
    where changes.recorded_at >= $since
),

about as materialized (
    select distinct changes.subject_id
    from changes
    where changes.subject_id is not null
),

on_word as materialized (
    select distinct changes.announcement_id
    from changes
    where changes.announcement_id is not null
),

announcements as materialized (
    select announcements.*
    from ledger.announcement as announcements
    inner join on_word using (announcement_id)
),

subjects as materialized (
    select subjects.*
    from ledger.subject as subjects
    inner join about using (subject_id)
),

names_of_subject as materialized (
    select
        names.subject_id,
        list(distinct names.name order by names.name) as names
    from ledger.subject_name as names
    inner join about using (subject_id)
    group by names.subject_id
),

rows_of_notice as materialized (
    select rows.*
    from ledger.list_row as rows
    inner join on_word using (announcement_id)
),

own_rows as materialized (
    select
        changes.change_id,
        '' as listed_in,
        arg_min(rows.document, (rows.list_no, rows.row_no)) as document,
        arg_min(rows.locator, (rows.list_no, rows.row_no)) as locator,
        arg_min(rows.read_by, (rows.list_no, rows.row_no)) as read_by
    from changes
    inner join rows_of_notice as rows
        on changes.announcement_id = rows.announcement_id and changes.subject_id = rows.subject_id
    group by changes.change_id
),

-- who loses a title by silence stands on no list of the notice that ends it, but on the one before
silent as materialized (
    select
        changes.change_id,
        changes.subject_id,
        changes.programme_id,
        changes.cohort
    from changes
    where
        changes.kind in ('dropped', 'lapsed', 'revoked', 'expired')
        and changes.change_id not in (select own_rows.change_id from own_rows)
),

rows_before as materialized (
    select
        silent.change_id,
        silent.programme_id,
        silent.cohort,
        rows.announcement_id,
        rows.list_no,
        rows.document,
        rows.locator,
        rows.read_by
    from ledger.list_row as rows
    inner join silent using (subject_id)
),

earlier_rows as (
    select
        rows.change_id,
        arg_max(announcements.title, (coalesce(announcements.effective_on, date '1900-01-01'), rows.announcement_id)) as listed_in,
        arg_max(rows.document, (coalesce(announcements.effective_on, date '1900-01-01'), rows.announcement_id)) as document,
        arg_max(rows.locator, (coalesce(announcements.effective_on, date '1900-01-01'), rows.announcement_id)) as locator,
        arg_max(rows.read_by, (coalesce(announcements.effective_on, date '1900-01-01'), rows.announcement_id)) as read_by
    from rows_before as rows
    inner join ledger.list as lists on rows.announcement_id = lists.announcement_id and rows.list_no = lists.list_no
    inner join ledger.announcement as announcements on rows.announcement_id = announcements.announcement_id
    where
        lists.state = 'accepted'
        and lists.programme_id = rows.programme_id
        and lists.cohort = rows.cohort
    group by rows.change_id
),

places as (
    select * from own_rows
    union all by name
    select * from earlier_rows
),

first_sightings as (
    select
        sightings.announcement_id,
        arg_min(sources.title, sightings.seen_at) as source_title
    from ledger.sighting as sightings
    inner join on_word using (announcement_id)
    left join ledger.source as sources using (source_id)
    group by sightings.announcement_id
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
    changes.restated,
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
left join announcements on changes.announcement_id = announcements.announcement_id
left join ledger.programme as programmes on changes.programme_id = programmes.programme_id
left join subjects on changes.subject_id = subjects.subject_id
left join names_of_subject on changes.subject_id = names_of_subject.subject_id
left join first_sightings on changes.announcement_id = first_sightings.announcement_id
left join places on changes.change_id = places.change_id
order by changes.change_id
