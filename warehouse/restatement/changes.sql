-- one row per change that only one of two ledgers has, or that they tell differently; of each announcement the first few
-- $shown: how many of each announcement and kind of difference; fresh is the ledger built anew
with
moved as (
    select
        former_id,
        min(now_id) as now_id
    from fresh.ledger.former_id
    group by former_id
),

told as (
    select distinct change_id
    from ledger.delivery
    where state = 'sent' and change_id is not null
),

held as (
    select
        coalesce(moved.now_id, c.change_id) as row_id,
        c.announcement_id,
        c.kind,
        coalesce(s.name, '') as name,
        told.change_id is not null as is_told,
        to_json({
            kind: c.kind, name: s.name, programme_id: c.programme_id, cohort: c.cohort, category: c.category,
            product: c.product, effective_on: c.effective_on, recorded_at: c.recorded_at, backfill: c.backfill,
            restated: c.restated, announcement_id: c.announcement_id, detail: c.detail
        })::varchar as said
    from ledger.change as c
    left join ledger.subject as s on c.subject_id = s.subject_id
    left join moved on c.change_id = moved.former_id
    left join told on c.change_id = told.change_id
),

made as (
    select
        c.change_id as row_id,
        c.announcement_id,
        c.kind,
        coalesce(s.name, '') as name,
        to_json({
            kind: c.kind, name: s.name, programme_id: c.programme_id, cohort: c.cohort, category: c.category,
            product: c.product, effective_on: c.effective_on, recorded_at: c.recorded_at, backfill: c.backfill,
            restated: c.restated, announcement_id: c.announcement_id, detail: c.detail
        })::varchar as said
    from fresh.ledger.change as c
    left join fresh.ledger.subject as s on c.subject_id = s.subject_id
),

differing as (
    select
        row_id,
        coalesce(made.announcement_id, held.announcement_id, '') as announcement_id,
        case when held.said is null then 'added' when made.said is null then 'removed' else 'altered' end as what,
        coalesce(made.kind, held.kind) as kind,
        coalesce(made.name, held.name) as name,
        coalesce(held.is_told, false) as is_told,
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
    (count(*) filter (where is_told) over (partition by announcement_id, what))::integer as rows_told
from differing
qualify row_number() over (partition by announcement_id, what order by kind, name, row_id) <= $shown
order by announcement_id, what, kind, name, row_id
