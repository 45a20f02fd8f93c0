-- one row: what this file is and when it held
create or replace view about as
with fact as (
    select * from ledger.fact
),

migration as (
    select * from ledger.migration
),

count_migrations as (
    select count(*)::integer as schema_version
    from migration
),

turn_facts as (
    select
        max(value) filter (where name = 'mingdan_version') as mingdan_version,
        max(value) filter (where name = 'published_at')::timestamptz as published_at,
        max(value) filter (where name = 'clock') as clock
    from fact
)

select
    count_migrations.schema_version,
    turn_facts.mingdan_version,
    turn_facts.published_at,
    turn_facts.clock
from count_migrations
cross join turn_facts;

comment on view about is 'What this file is, and the instant at which everything in it held (版本与发布时间)';
comment on column about.schema_version is 'Number of the last migration of the ledger (结构版本)';
comment on column about.mingdan_version is 'Version of mingdan that published the file (软件版本)';
comment on column about.published_at is 'When the file was published (发布时间), UTC; every view says what held at this instant';
comment on column about.clock is 'Which clock the run went by (时钟): system, or fixed by --now or MINGDAN_NOW';
