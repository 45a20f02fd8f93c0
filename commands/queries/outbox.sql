-- one row per delivery owed, newest first, with what it tells
select
    alerts.alert_id,
    alerts.subscription_id,
    alerts.channel,
    alerts.state,
    alerts.attempts,
    alerts.last_error,
    alerts.created_at,
    alerts.sent_at,
    alerts.claimed_at,
    alerts.change_id,
    alerts.deadline_id,
    coalesce(changes.kind, deadlines.kind) as kind,
    coalesce(changes.name, changes.title, deadlines.what) as what
from alerts
left join changes on alerts.change_id = changes.change_id
left join deadlines on alerts.deadline_id = deadlines.deadline_id
where
    ($state::varchar is null or alerts.state = $state::varchar)
    and ($subscription::varchar is null or alerts.subscription_id = $subscription::varchar)
order by alerts.created_at desc, alerts.alert_id
limit $limit::bigint
