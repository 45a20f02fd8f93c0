-- one row per id that moved
create or replace view former_ids as
with former_id as (
    select * from ledger.former_id
)

select
    former_id,
    now_id,
    moved_at,
    why
from former_id;

comment on view former_ids is 'Ids that moved (编号变更): what a thing was called before more was known of it, and what it is called now';
comment on column former_ids.former_id is 'The id it had (旧编号)';
comment on column former_ids.now_id is 'The id it has (新编号); may have moved on itself';
comment on column former_ids.moved_at is 'When it moved (变更时间), UTC';
comment on column former_ids.why is 'Why it moved (原因)';
