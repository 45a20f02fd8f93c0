-- one row per delivery that failed or was given up, and is not being sent now
-- $subscription_id: null for all; $stale: a claim from before this instant was left by a crash
select deliveries.*
from ledger.delivery as deliveries
where
    deliveries.state in ('failed', 'given up')
    and ($subscription_id is null or deliveries.subscription_id = $subscription_id)
    and (deliveries.claimed_at is null or deliveries.claimed_at < $stale)
order by deliveries.alert_id
