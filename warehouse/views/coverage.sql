-- one row per cohort, stage and region of which something is known
create or replace view coverage as
with coverage as (
    select * from ledger.coverage
)

select
    programme_id,
    cohort,
    stage,
    region,
    stated,
    known,
    whole
from coverage;

comment on view coverage is 'Which cohorts are known in full (覆盖情况): what a silence may be read from';
comment on column coverage.programme_id is 'The programme (专项): which kind of title';
comment on column coverage.cohort is 'The set designated together (批次, 年度): YYYY年度, 第N批 or YYYY年度第N批';
comment on column coverage.stage is 'Stage of the lists counted (环节)';
comment on column coverage.region is '全国, or the region of the part (地区)';
comment on column coverage.stated is 'How many there should be (应有数)';
comment on column coverage.known is 'How many are known (已知数)';
comment on column coverage.whole is 'True where all are known (是否完整)';
