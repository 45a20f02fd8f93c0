-- The tables of the ledger. Times are UTC, dates are China's calendar. No key is enforced here: correctness rests on
-- the single writer and its MERGE statements, so that the same SQL runs where keys do not exist (DuckLake).

create schema if not exists ledger;

-- one row per applied migration
create table if not exists ledger.migration (
    name varchar not null,
    applied_at timestamptz not null
);

-- one row per fact about the warehouse itself
create table ledger.fact (
    name varchar not null,
    value varchar not null
);

-- one row per announcement, as believed now
create table ledger.announcement (
    announcement_id varchar not null,
    title varchar not null,
    doc_number varchar,
    issuer varchar,
    level varchar,
    region varchar,
    programme_id varchar,
    stage varchar,
    cohort varchar,
    signed_on date,
    published_on date,
    effective_on date,
    window_from date,
    window_to date,
    deadline date,
    url varchar not null,
    origin varchar not null,
    part_of varchar,
    part_region varchar,
    rows_stated integer,
    rows_read integer not null,
    state varchar not null,
    held_because varchar,
    repealed_by varchar,
    repeals varchar[] not null,
    duties json not null,
    mentions varchar[] not null,
    backfill boolean not null,
    capture_sha256 varchar[] not null,
    first_seen_at timestamptz not null
);

-- one row per list of an announcement
create table ledger.list (
    announcement_id varchar not null,
    list_no integer not null,
    title varchar not null,
    programme_id varchar not null,
    operation varchar not null,
    cohort varchar,
    category varchar,
    rows_stated integer,
    rows_read integer not null,
    state varchar not null,
    whole boolean not null,
    ends_others boolean not null,
    verb varchar not null,
    validity_years integer,
    validity_first date,
    validity_last date,
    others_end_on date
);

-- one row per row of a list, held lists too; subject_id is null while the list is held
create table ledger.list_row (
    announcement_id varchar not null,
    list_no integer not null,
    row_no integer not null,
    name varchar not null,
    name_printed varchar not null,
    former_name varchar,
    region varchar,
    product varchar,
    category varchar,
    subject_id varchar,
    capture_sha256 varchar not null,
    locator varchar not null
);

-- one row per place where an announcement was seen
create table ledger.sighting (
    announcement_id varchar not null,
    source_id varchar not null,
    relation varchar not null,
    title varchar not null,
    url varchar not null,
    published_on date,
    seen_at timestamptz not null,
    capture_sha256 varchar not null
);

-- one row per subject
create table ledger.subject (
    subject_id varchar not null,
    kind varchar not null,
    name varchar not null,
    region varchar,
    region_code varchar,
    first_seen_at timestamptz not null
);

-- one row per name a subject ever had; name_key is its normal form
create table ledger.subject_name (
    subject_id varchar not null,
    name varchar not null,
    name_key varchar not null
);

-- one row per belief about a title: who holds it, since when, until when, and from when to when we believed so
create table ledger.title (
    title_id varchar not null,
    subject_id varchar not null,
    programme_id varchar not null,
    cohort varchar not null,
    category varchar,
    product varchar,
    status varchar not null,
    valid_from date,
    valid_to date,
    since_announcement_id varchar not null,
    last_announcement_id varchar not null,
    ends_on date,
    ends_as varchar,
    recorded_from timestamptz not null,
    recorded_to timestamptz
);

-- one row per change ever recorded
create table ledger.change (
    change_id varchar not null,
    recorded_at timestamptz not null,
    effective_on date,
    kind varchar not null,
    subject_id varchar,
    programme_id varchar not null,
    cohort varchar,
    category varchar,
    product varchar,
    announcement_id varchar,
    backfill boolean not null,
    detail json not null
);

-- one row per cohort, stage and region of which something is known
create table ledger.coverage (
    programme_id varchar not null,
    cohort varchar not null,
    stage varchar not null,
    region varchar not null,
    stated integer,
    known integer not null,
    whole boolean not null
);

-- one row per day that somebody must keep
create table ledger.deadline (
    deadline_id varchar not null,
    programme_id varchar not null,
    region varchar not null,
    kind varchar not null,
    due_on date not null,
    what varchar not null,
    announcement_id varchar,
    subjects integer not null
);

-- one row per delivery owed: one change (or deadline, or note) to one channel of one subscription
create table ledger.delivery (
    alert_id varchar not null,
    message_id varchar not null,
    subscription_id varchar not null,
    deliver_no integer not null,
    channel varchar not null,
    change_id varchar,
    deadline_id varchar,
    note json,
    state varchar not null,
    attempts integer not null,
    last_error varchar,
    created_at timestamptz not null,
    claimed_at timestamptz,
    next_attempt_at timestamptz,
    sent_at timestamptz
);

-- one row per question for a person
create table ledger.review (
    review_id varchar not null,
    kind varchar not null,
    announcement_id varchar,
    reason varchar not null,
    evidence json not null,
    about varchar[] not null,
    opened_at timestamptz not null,
    decided_at timestamptz,
    decision varchar,
    decided_by varchar
);

-- one row per programme as configured at the last run; views take a title's level from here
create table ledger.programme (
    programme_id varchar not null,
    title varchar not null,
    english varchar not null,
    level varchar not null,
    region varchar not null,
    renewal varchar not null,
    subject varchar not null
);

-- one row per source that was ever configured
create table ledger.source (
    source_id varchar not null,
    title varchar not null,
    level varchar not null,
    region varchar not null,
    state varchar,
    reason varchar,
    state_since timestamptz,
    failures integer not null,
    first_complete_at timestamptz,
    last_attempt_at timestamptz,
    last_ok_at timestamptz,
    last_new_at timestamptz,
    newest_on date,
    entries_seen integer not null
);

-- one row per request ever made
create table ledger.request (
    fetch_id varchar not null,
    source_id varchar not null,
    url varchar not null,
    started_at timestamptz not null,
    seconds double not null,
    status integer,
    outcome varchar not null,
    capture_sha256 varchar,
    bytes bigint not null,
    error varchar
);

-- one row per capture of the log that the ledger has taken in
create table ledger.capture (
    capture_id varchar not null,
    seq bigint not null,
    source_id varchar not null,
    url varchar not null,
    announcement_id varchar,
    outcome varchar not null,
    taken_at timestamptz not null
);
