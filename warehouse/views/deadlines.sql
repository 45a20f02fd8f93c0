-- one row per day that somebody must keep
create or replace view deadlines as
with deadline as (
    select * from ledger.deadline
)

select
    deadline_id,
    programme_id,
    region,
    kind,
    due_on,
    what,
    announcement_id,
    subjects,
    cohort
from deadline;

comment on view deadlines is 'Days that somebody must keep (期限): calls, publicity windows, reports, expiries and reviews';
comment on column deadlines.deadline_id is 'Id of the deadline, the same on every machine';
comment on column deadlines.programme_id is 'The programme (专项): which kind of title';
comment on column deadlines.region is 'Region it concerns in full (地区); 全国 for all';
comment on column deadlines.kind is 'call (申报截止), window (公示截止), report (报送), expiry (期满) or review (复核)';
comment on column deadlines.due_on is 'The last day (截止日期), China time';
comment on column deadlines.what is 'What is due (事项)';
comment on column deadlines.announcement_id is 'Id of the announcement that sets it; null where the programme does';
comment on column deadlines.subjects is 'How many titles it concerns (涉及数量); deadline_subjects says whose';
comment on column deadlines.cohort is 'The set designated together that it concerns (批次, 年度); null where a notice names none';
