-- one row per rule of the ledger that does not hold, with how often and one example; no row when all is well
with twice as (
    select
        'announcements: an id twice' as rule,
        announcement_id as example
    from announcements
    group by announcement_id
    having count(*) > 1
    union all
    select
        'lists: a number twice' as rule,
        concat_ws(' ', announcement_id, list_no) as example
    from lists
    group by announcement_id, list_no
    having count(*) > 1
    union all
    select
        'list_rows: a row twice' as rule,
        concat_ws(' ', announcement_id, list_no, row_no) as example
    from list_rows
    group by announcement_id, list_no, row_no
    having count(*) > 1
    union all
    select
        'sightings: a place twice' as rule,
        concat_ws(' ', announcement_id, source_id, url) as example
    from sightings
    group by announcement_id, source_id, url
    having count(*) > 1
    union all
    select
        'subjects: an id twice' as rule,
        subject_id as example
    from subjects
    group by subject_id
    having count(*) > 1
    union all
    select
        'changes: an id twice' as rule,
        change_id as example
    from changes
    group by change_id
    having count(*) > 1
    union all
    select
        'deadlines: an id twice' as rule,
        deadline_id as example
    from deadlines
    group by deadline_id
    having count(*) > 1
    union all
    select
        'alerts: an id twice' as rule,
        alert_id as example
    from alerts
    group by alert_id
    having count(*) > 1
    union all
    select
        'reviews: an id twice' as rule,
        review_id as example
    from reviews
    group by review_id
    having count(*) > 1
    union all
    select
        'coverage: a cohort twice' as rule,
        concat_ws(' ', programme_id, cohort, stage, region) as example
    from coverage
    group by programme_id, cohort, stage, region
    having count(*) > 1
),

believed as (
    select
        subject_id,
        concat_ws(' ', subject_id, programme_id, cohort, product) as title,
        status,
        valid_from,
        valid_to,
        recorded_from,
        recorded_to
    from designation_history
),

beliefs as (
    select
        'designation_history: a title with two open beliefs about one time' as rule,
        one.title as example
    from believed as one
    inner join believed as other
        on
            one.title = other.title
            and one.recorded_to is null
            and other.recorded_to is null
            and one.valid_from < other.valid_from
            and coalesce(one.valid_to, date '9999-12-31') >= other.valid_from
    union all
    select
        'designation_history: a title with two open beliefs about one time' as rule,
        title as example
    from believed
    where recorded_to is null
    group by title, valid_from
    having count(*) > 1
    union all
    select
        'designation_history: a term that ends before it begins' as rule,
        title as example
    from believed
    where valid_to < valid_from - 1
    union all
    select
        'designation_history: a belief that ends before it begins' as rule,
        title as example
    from believed
    where recorded_to < recorded_from
    union all
    select
        'designation_history: an active title without a term' as rule,
        title as example
    from believed
    where recorded_to is null and status = 'active' and valid_from is null and valid_to is not null
),

loose as (
    select
        'changes: about a subject that is not there' as rule,
        changes.change_id as example
    from changes
    left join subjects on changes.subject_id = subjects.subject_id
    where changes.subject_id is not null and subjects.subject_id is null
    union all
    select
        'changes: on the word of an announcement that is not there' as rule,
        changes.change_id as example
    from changes
    left join announcements on changes.announcement_id = announcements.announcement_id
    where changes.announcement_id is not null and announcements.announcement_id is null
    union all
    select
        'designations: of a subject that is not there' as rule,
        designations.subject_id as example
    from designations
    left join subjects on designations.subject_id = subjects.subject_id
    where subjects.subject_id is null
    union all
    select
        'alerts: sent at no time' as rule,
        alert_id as example
    from alerts
    where state = 'sent' and sent_at is null
),

gate as (
    select
        'lists: rows_read is not the number of rows' as rule,
        concat_ws(' ', lists.announcement_id, lists.list_no) as example
    from lists
    left join list_rows on lists.announcement_id = list_rows.announcement_id and lists.list_no = list_rows.list_no
    group by lists.announcement_id, lists.list_no, lists.rows_read
    having count(list_rows.row_no) != lists.rows_read
    union all
    select
        'list_rows: a held list that counts' as rule,
        list_rows.announcement_id as example
    from list_rows
    inner join lists on list_rows.announcement_id = lists.announcement_id and list_rows.list_no = lists.list_no
    where lists.state = 'held' and list_rows.subject_id is not null
    union all
    select
        'announcements: held, and nobody is asked' as rule,
        announcements.announcement_id as example
    from announcements
    left join reviews on announcements.announcement_id = reviews.announcement_id
    where announcements.state = 'held'
    group by announcements.announcement_id
    having count(reviews.review_id) = 0
),

broken as (
    select * from twice
    union all
    select * from beliefs
    union all
    select * from loose
    union all
    select * from gate
)

select
    rule,
    count(*) as times,
    min(example) as example
from broken
group by rule
order by rule
