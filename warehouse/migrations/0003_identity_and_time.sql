-- What identity, moves of titles, corrections and restatements need: keys beside names, occasions beside changes, ids
-- that moved, what was said and not believed, and the pairs of characters that names and titles are found by.

-- what a row is identified by: normal forms of its names, the province it lies in, its credit code
alter table ledger.list_row add column name_key varchar default '';

alter table ledger.list_row add column former_key varchar;

alter table ledger.list_row add column province varchar;

alter table ledger.list_row add column code varchar;

-- the category a retitled row comes from
alter table ledger.list_row add column from_category varchar;

-- the word by which a row's outcome is put off (整改, 暂缓), empty where it is not
alter table ledger.list_row add column put_off varchar default '';

-- the programme that a list of retitled rows takes titles from, empty for the list's own
alter table ledger.list add column from_programme_id varchar default '';

-- what a correction corrects: a document number, else a title; null for any other announcement
alter table ledger.announcement add column corrects varchar;

-- what a change's id is made of, so that it can be made again when an id moves; empty where an earlier version wrote it
alter table ledger.change add column title_id varchar default '';

alter table ledger.change add column occasion varchar default '';

-- true where a better reader, rule or decision found it in what was known before
alter table ledger.change add column restated boolean default false;

-- rows that count were identified by just these keys
update ledger.list_row
set name_key = held.name_key
from ledger.subject_name as held
where list_row.subject_id = held.subject_id and list_row.name = held.name;

update ledger.list_row
set former_key = held.name_key
from ledger.subject_name as held
where list_row.subject_id = held.subject_id and list_row.former_name = held.name;

alter table ledger.list_row alter column name_key set not null;

alter table ledger.list_row alter column put_off set not null;

alter table ledger.list alter column from_programme_id set not null;

alter table ledger.change alter column title_id set not null;

alter table ledger.change alter column occasion set not null;

alter table ledger.change alter column restated set not null;

-- the cohort that a day concerns, so that the calendar can name everybody; worked out anew by the next run
alter table ledger.deadline add column cohort varchar;

-- one row per id that moved: what it was called, and what it is called now
create table ledger.former_id (
    former_id varchar not null,
    now_id varchar not null,
    moved_at timestamptz not null,
    why varchar not null
);

-- one row per thing that a sighting says otherwise than the announcement it belongs to
create table ledger.finding (
    finding_id varchar not null,
    announcement_id varchar not null,
    source_id varchar not null,
    url varchar not null,
    kind varchar not null,
    said varchar not null,
    believed varchar not null,
    capture_sha256 varchar not null,
    found_at timestamptz not null
);

-- one row per pair of neighbouring characters in a name or title, and what it stands in; filled in the published file
create table ledger.bigram (
    bigram varchar not null,
    about_id varchar not null
);

-- what a sighting itself says of the announcement, as JSON; an empty object where an earlier version saw it
alter table ledger.sighting add column said json default '{}';

alter table ledger.sighting alter column said set not null;

-- kept apart from the ledger: it is made of names alone, and a row whose name nobody bears any more finds nobody
create schema likeness;

-- one row per name and way to print it as a number: even where it is whole, odd where one sign is lost
create table likeness.print (
    print ubigint not null,
    name_key varchar not null
);
