-- one row: how many messages are still to be sent, now or later
select count(distinct deliveries.message_id) as messages
from ledger.delivery as deliveries
where deliveries.state in ('waiting', 'failed')
