-- one row per delivery of one message that is still to be sent
select deliveries.*
from ledger.delivery as deliveries
where deliveries.message_id = $message_id and deliveries.state in ('waiting', 'failed')
order by deliveries.alert_id
