-- everything owed or told: alerts are no function of the archive; what waits for a change that is gone is given up
-- $why: said of what is given up
insert into fresh.ledger.delivery by name
with
moved as (
    select
        former_id,
        min(now_id) as now_id
    from fresh.ledger.former_id
    where now_id in (select made.change_id from fresh.ledger.change as made)
    group by former_id
),

found as (
    select
        d.alert_id,
        coalesce(made.change_id, moved.now_id, d.change_id) as change_id,
        d.change_id is not null
        and made.change_id is null
        and moved.now_id is null
        and d.state in ('waiting', 'failed') as is_gone
    from ledger.delivery as d
    left join fresh.ledger.change as made on d.change_id = made.change_id
    left join moved on d.change_id = moved.former_id
)

select
    d.* replace (
        found.change_id as change_id,
        if(found.is_gone, 'given up', d.state) as state,
        if(found.is_gone, $why, d.last_error) as last_error,
        if(found.is_gone, null, d.next_attempt_at) as next_attempt_at
    )
from ledger.delivery as d
inner join found on d.alert_id = found.alert_id
