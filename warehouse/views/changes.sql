-- one row per change ever recorded
create or replace view changes as
with change as (
    select * from ledger.change
),

subject as (
    select * from ledger.subject
),

programme as (
    select * from ledger.programme
),

announcement as (
    select * from ledger.announcement
)

select
    change.change_id,
    change.recorded_at,
    change.effective_on,
    change.kind,
    change.subject_id,
    subject.name,
    case when change.subject_id is null then announcement.region else subject.region end as region,
    change.programme_id,
    programme.level,
    change.cohort,
    change.category,
    change.product,
    change.announcement_id,
    announcement.doc_number,
    announcement.url,
    change.backfill,
    change.detail,
    announcement.title,
    change.restated
from change
left join subject
    on change.subject_id = subject.subject_id
left join programme
    on change.programme_id = programme.programme_id
left join announcement
    on change.announcement_id = announcement.announcement_id;

comment on view changes is 'Changes (变动): who won, kept or lost which title, since when and on whose word; one row each';
comment on column changes.change_id is 'Id of the change, the same on every machine';
comment on column changes.recorded_at is 'When mingdan recorded it (记录时间), UTC';
comment on column changes.effective_on is 'Day from which it has effect (生效日期)';
comment on column changes.kind is 'What happened (变动类型): call, rules, repeal, recommended, proposed (公示), designated (认定), dropped, renewed (通过复核), expired (期满), lapsed, revoked (撤销), renamed (更名), retitled or corrected (更正)';
comment on column changes.subject_id is 'Id of the subject; null for news about an announcement as a whole';
comment on column changes.name is 'Present name of the subject (名称)';
comment on column changes.region is 'Region of the subject, or of the announcement where there is none (地区)';
comment on column changes.programme_id is 'The programme (专项): which kind of title';
comment on column changes.level is 'Level of the programme (层级): national, province or city';
comment on column changes.cohort is 'The set designated together (批次, 年度): YYYY年度, 第N批 or YYYY年度第N批';
comment on column changes.category is 'Category inside the programme (类别), as 示范企业';
comment on column changes.product is 'Product named beside the subject (产品), as printed; never compared as identity';
comment on column changes.announcement_id is 'Id of the announcement it rests on (依据); null for an expiry';
comment on column changes.doc_number is 'Document number (文号) in its normal form, as 工信部企业函〔2023〕283号';
comment on column changes.url is 'Address of that announcement (原文链接)';
comment on column changes.backfill is 'True where it is history that alerted nobody (补录)';
comment on column changes.detail is 'What else is known, as JSON: before and after, the word printed, the deadline';
comment on column changes.title is 'Title of that announcement (标题)';
comment on column changes.restated is 'True where a restatement found it later in what was known before (重述): a better reader, rule or decision';
