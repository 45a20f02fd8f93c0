-- one row per belief about a title: its term is one time axis, when it was believed the other
create or replace view designation_history as
with title as (
    select * from ledger.title
),

subject as (
    select * from ledger.subject
),

programme as (
    select * from ledger.programme
)

select
    title.subject_id,
    subject.name,
    subject.kind,
    subject.region,
    title.programme_id,
    programme.level,
    title.cohort,
    title.category,
    title.product,
    title.status,
    title.valid_from,
    title.valid_to,
    title.since_announcement_id,
    title.last_announcement_id,
    title.recorded_from,
    title.recorded_to
from title
left join subject
    on title.subject_id = subject.subject_id
left join programme
    on title.programme_id = programme.programme_id;

comment on view designation_history is 'Everything ever believed about who holds which title (认定历史), on both time axes: its term, and when it was believed';
comment on column designation_history.subject_id is 'Id of who or what holds the title (企业, 集群, 产品)';
comment on column designation_history.name is 'Present name of the subject (名称)';
comment on column designation_history.kind is 'What the subject is (类型): enterprise, cluster, product, park and so on';
comment on column designation_history.region is 'Region of the subject in full (地区)';
comment on column designation_history.programme_id is 'The programme (专项): which kind of title';
comment on column designation_history.level is 'Level of the programme (层级): national, province or city';
comment on column designation_history.cohort is 'The set designated together (批次, 年度): YYYY年度, 第N批 or YYYY年度第N批';
comment on column designation_history.category is 'Category inside the programme (类别), as 示范企业';
comment on column designation_history.product is 'Product named beside the subject (产品), as printed; never compared as identity';
comment on column designation_history.status is 'proposed (公示), active (有效), expired (期满), lapsed (未通过复核), revoked (撤销), dropped (未入选) or retitled (转类)';
comment on column designation_history.valid_from is 'First day of the term (有效期起); null where there is none';
comment on column designation_history.valid_to is 'Last day of the term (有效期止), inclusive; null where it has no end or is not known';
comment on column designation_history.since_announcement_id is 'Id of the announcement that gave the title (认定依据)';
comment on column designation_history.last_announcement_id is 'Id of the last announcement that touched it (最近依据)';
comment on column designation_history.recorded_from is 'When mingdan came to believe it (记录起), UTC';
comment on column designation_history.recorded_to is 'When it ceased to believe it (记录止), UTC; null while it still does';
