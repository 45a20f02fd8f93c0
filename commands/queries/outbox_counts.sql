-- one row per state of the deliveries owed
select
    state,
    count(*) as deliveries
from alerts
where
    ($state::varchar is null or state = $state::varchar)
    and ($subscription::varchar is null or subscription_id = $subscription::varchar)
group by state
order by state
