-- What it takes to see that a source is well: how requests were made, what its last polls showed, what left its site.

-- the rungs a request was made with (browser, cookies, legacy tls, http, proxy, chromium), empty for a plain one
alter table ledger.request add column access varchar default '';

-- what is watched, as its file has it, and JSON: what its last polls showed
alter table ledger.source add column kind varchar default '';

alter table ledger.source add column url varchar default '';

alter table ledger.source add column region_code varchar;

alter table ledger.source add column confidence varchar;

alter table ledger.source add column history varchar default '{}';

-- the time a list printed beside an entry, ISO 8601 as precise as it was; empty where it printed none
alter table ledger.sighting add column listed_as varchar default '';

-- one row per page that its site withdrew, by when that was first seen; a page that is back has none
create table ledger.withdrawal (
    source_id varchar not null,
    url varchar not null,
    gone_at timestamptz not null
);

alter table ledger.request alter column access set not null;

alter table ledger.source alter column kind set not null;

alter table ledger.source alter column url set not null;

alter table ledger.source alter column history set not null;

alter table ledger.sighting alter column listed_as set not null;
