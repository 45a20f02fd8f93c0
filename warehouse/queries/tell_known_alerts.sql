-- one row per delivery already owed among those asked for
-- $alert_ids: a JSON list of alert ids
select deliveries.alert_id
from ledger.delivery as deliveries
where deliveries.alert_id in (select unnest($alert_ids::json::varchar[]))
