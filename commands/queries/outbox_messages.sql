-- one row per message of the outbox, newest first: how many changes of which kinds it tells, of which announcement
with told as (
    select
        alerts.*,
        coalesce(changes.kind, deadlines.kind, 'note') as kind,
        coalesce(changes.title, deadlines.what, alerts.note ->> 'title') as title,
        changes.name
    from alerts
    left join changes on alerts.change_id = changes.change_id
    left join deadlines on alerts.deadline_id = deadlines.deadline_id
    where
        ($state::varchar is null or alerts.state = $state::varchar)
        and ($subscription::varchar is null or alerts.subscription_id = $subscription::varchar)
),

counted as (
    select
        message_id,
        state,
        kind,
        count(*) as members
    from told
    group by all
),

kinds as (
    select
        message_id,
        state,
        string_agg(members || ' ' || kind, ', ' order by members desc, kind) as what
    from counted
    group by all
)

select
    told.message_id,
    told.subscription_id,
    told.channel,
    told.state,
    kinds.what,
    max(told.attempts) as attempts,
    max(told.last_error) as last_error,
    max(told.created_at) as created_at,
    max(told.sent_at) as sent_at,
    max(told.claimed_at) as claimed_at,
    max(told.title) as title
from told
inner join kinds on told.message_id = kinds.message_id and told.state = kinds.state
group by told.message_id, told.subscription_id, told.channel, told.state, kinds.what
order by created_at desc, told.message_id
limit $limit::bigint
