-- Where a row stood and how it was read, and which captures wait for a program that is not installed.

alter table ledger.list_row add column document varchar default '';

alter table ledger.list_row add column read_by varchar default '';

alter table ledger.list_row alter column document set not null;

alter table ledger.list_row alter column read_by set not null;

-- until now only spreadsheets had sheets; how other rows were read is not known any more
update ledger.list_row
set read_by = 'spreadsheet'
where locator like 'sheet %';

-- one row per capture and system program without which not all of it could be read
create table ledger.wanting (
    capture_id varchar not null,
    program varchar not null,
    seq bigint not null
);
