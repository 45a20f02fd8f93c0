-- one row per subject
create or replace view subjects as
with subject as (
    select * from ledger.subject
),

subject_name as (
    select * from ledger.subject_name
),

find_other_names as (
    select
        subject_name.subject_id,
        list(distinct subject_name.name order by subject_name.name) as other_names
    from subject_name
    inner join subject
        on
            subject_name.subject_id = subject.subject_id
            and subject_name.name != subject.name
    group by subject_name.subject_id
)

select
    subject.subject_id,
    subject.kind,
    subject.name,
    subject.region,
    subject.region_code,
    coalesce(find_other_names.other_names, []::varchar[]) as other_names
from subject
left join find_other_names
    on subject.subject_id = find_other_names.subject_id;

comment on view subjects is 'Subjects (主体): who or what holds titles; one row each, whatever names it had';
comment on column subjects.subject_id is 'Id of who or what holds the title (企业, 集群, 产品)';
comment on column subjects.kind is 'What it is (类型): enterprise (企业), cluster (集群), product (产品), park (园区) and so on';
comment on column subjects.name is 'Its present name (名称)';
comment on column subjects.region is 'Region in full (地区), as 山东省济南市';
comment on column subjects.region_code is 'Six-digit code of the region (行政区划代码)';
comment on column subjects.other_names is 'Every other name it ever had (曾用名), in order';
