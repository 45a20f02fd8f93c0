-- one row per title as believed at the time of publishing
create or replace view designations as
with title as (
    select * from ledger.title
),

subject as (
    select * from ledger.subject
),

programme as (
    select * from ledger.programme
),

keep_believed as (
    select
        title_id,
        subject_id,
        programme_id,
        cohort,
        category,
        product,
        status,
        valid_from,
        valid_to,
        since_announcement_id,
        last_announcement_id
    from title
    where recorded_to is null
),

-- a title retitled inside its programme, or given again after its loss, is several rows by valid time: only the latest
-- of them is shown
find_superseded as (
    select distinct
        earlier.title_id,
        earlier.valid_from
    from keep_believed as earlier
    inner join keep_believed as later
        on
            earlier.subject_id = later.subject_id
            and earlier.programme_id = later.programme_id
            and earlier.cohort = later.cohort
            and earlier.product is not distinct from later.product
            and earlier.valid_to < later.valid_from
    where earlier.status in ('retitled', 'revoked', 'lapsed', 'expired')
),

keep_latest as (
    select keep_believed.*
    from keep_believed
    anti join find_superseded
        on
            keep_believed.title_id = find_superseded.title_id
            and keep_believed.valid_from = find_superseded.valid_from
)

select
    keep_latest.subject_id,
    subject.name,
    subject.kind,
    subject.region,
    keep_latest.programme_id,
    programme.level,
    keep_latest.cohort,
    keep_latest.category,
    keep_latest.product,
    keep_latest.status,
    keep_latest.valid_from,
    keep_latest.valid_to,
    keep_latest.since_announcement_id,
    keep_latest.last_announcement_id
from keep_latest
left join subject
    on keep_latest.subject_id = subject.subject_id
left join programme
    on keep_latest.programme_id = programme.programme_id;

comment on view designations is 'Who holds which title (认定), as believed when the file was published; those that ended are kept with their status';
comment on column designations.subject_id is 'Id of who or what holds the title (企业, 集群, 产品)';
comment on column designations.name is 'Present name of the subject (名称)';
comment on column designations.kind is 'What the subject is (类型): enterprise, cluster, product, park and so on';
comment on column designations.region is 'Region of the subject in full (地区)';
comment on column designations.programme_id is 'The programme (专项): which kind of title';
comment on column designations.level is 'Level of the programme (层级): national, province or city';
comment on column designations.cohort is 'The set designated together (批次, 年度): YYYY年度, 第N批 or YYYY年度第N批';
comment on column designations.category is 'Category inside the programme (类别), as 示范企业';
comment on column designations.product is 'Product named beside the subject (产品), as printed; never compared as identity';
comment on column designations.status is 'proposed (公示), active (有效), expired (期满), lapsed (未通过复核), revoked (撤销), dropped (未入选) or retitled (转类)';
comment on column designations.valid_from is 'First day of the term (有效期起); null where there is none';
comment on column designations.valid_to is 'Last day of the term (有效期止), inclusive; null where it has no end or is not known';
comment on column designations.since_announcement_id is 'Id of the announcement that gave the title (认定依据)';
comment on column designations.last_announcement_id is 'Id of the last announcement that touched it (最近依据)';
