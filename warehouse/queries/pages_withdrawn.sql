-- one row per page that its site withdrew
select
    source_id,
    url
from ledger.withdrawal
order by source_id, url
