-- one row per message that may be sent now to a target of a subscription, oldest first
-- $now; $stale: a claim from before this instant was left by a crash
select
    deliveries.message_id,
    deliveries.subscription_id,
    deliveries.deliver_no
from ledger.delivery as deliveries
where
    deliveries.state in ('waiting', 'failed')
    and (deliveries.claimed_at is null or deliveries.claimed_at < $stale)
    and (deliveries.next_attempt_at is null or deliveries.next_attempt_at <= $now)
group by all
order by min(deliveries.created_at), deliveries.message_id
