-- one row per day to keep and subject that it concerns
create or replace view deadline_subjects as
with deadline as (
    select * from ledger.deadline
),

subject as (
    select * from ledger.subject
),

list_row as (
    select * from ledger.list_row
),

keep_running as (
    select
        subject_id,
        programme_id,
        cohort,
        valid_from,
        valid_to,
        ends_as
    from ledger.title
    where recorded_to is null and status in ('active', 'expired')
),

find_holders as (
    select
        deadline.deadline_id,
        keep_running.subject_id
    from deadline
    inner join keep_running
        on deadline.programme_id = keep_running.programme_id and deadline.cohort = keep_running.cohort
    where
        (deadline.kind = 'expiry' and keep_running.valid_to = deadline.due_on)
        -- whose ending is known has nothing to defend; a call is due on a day of its own
        or (
            deadline.kind = 'review'
            and keep_running.ends_as is null
            and (keep_running.valid_to = deadline.due_on or deadline.announcement_id is not null)
        )
        or (
            deadline.kind = 'report'
            and keep_running.valid_from <= deadline.due_on
            and (keep_running.valid_to >= deadline.due_on or keep_running.valid_to is null)
        )
),

find_named as (
    select
        deadline.deadline_id,
        list_row.subject_id
    from deadline
    inner join list_row on deadline.announcement_id = list_row.announcement_id
    where deadline.kind in ('call', 'window') and list_row.subject_id is not null
),

find_concerned as (
    select * from find_holders
    union
    select * from find_named
)

select
    find_concerned.deadline_id,
    find_concerned.subject_id,
    subject.name,
    subject.region
from find_concerned
left join subject on find_concerned.subject_id = subject.subject_id;

comment on view deadline_subjects is 'Whom a day to keep concerns (涉及主体): holders of titles that end, are re-evaluated or report, and those on a list open to objections';
comment on column deadline_subjects.deadline_id is 'Id of the deadline (期限)';
comment on column deadline_subjects.subject_id is 'Id of who or what it concerns (企业, 集群, 产品)';
comment on column deadline_subjects.name is 'Present name of the subject (名称)';
comment on column deadline_subjects.region is 'Region of the subject in full (地区)';
