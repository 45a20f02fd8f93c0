-- one row per title that two ledgers believe differently now; of each announcement the first few
-- $shown: how many of each announcement and kind of difference; fresh is the ledger built anew
with
held as (
    select
        t.title_id as row_id,
        t.last_announcement_id as announcement_id,
        t.status as kind,
        coalesce(s.name, '') as name,
        to_json({
            name: s.name, programme_id: t.programme_id, cohort: t.cohort, category: t.category, product: t.product,
            status: t.status, valid_from: t.valid_from, valid_to: t.valid_to, ends_on: t.ends_on, ends_as: t.ends_as,
            since_announcement_id: t.since_announcement_id, last_announcement_id: t.last_announcement_id
        })::varchar as said
    from ledger.title as t
    left join ledger.subject as s on t.subject_id = s.subject_id
    where t.recorded_to is null
),

made as (
    select
        t.title_id as row_id,
        t.last_announcement_id as announcement_id,
        t.status as kind,
        coalesce(s.name, '') as name,
        to_json({
            name: s.name, programme_id: t.programme_id, cohort: t.cohort, category: t.category, product: t.product,
            status: t.status, valid_from: t.valid_from, valid_to: t.valid_to, ends_on: t.ends_on, ends_as: t.ends_as,
            since_announcement_id: t.since_announcement_id, last_announcement_id: t.last_announcement_id
        })::varchar as said
    from fresh.ledger.title as t
    left join fresh.ledger.subject as s on t.subject_id = s.subject_id
    where t.recorded_to is null
),

differing as (
    select
        row_id,
        coalesce(made.announcement_id, held.announcement_id) as announcement_id,
        case when held.said is null then 'added' when made.said is null then 'removed' else 'altered' end as what,
        coalesce(made.kind, held.kind) as kind,
        coalesce(made.name, held.name) as name,
        held.said as before,
        made.said as after
    from held
    full join made using (row_id)
    where held.said is distinct from made.said
)

select
    row_id,
    announcement_id,
    what,
    kind,
    name,
    before,
    after,
    (count(*) over (partition by announcement_id, what))::integer as rows_differing,
    0 as rows_told
from differing
qualify row_number() over (partition by announcement_id, what order by kind, name, row_id) <= $shown
order by announcement_id, what, kind, name, row_id
