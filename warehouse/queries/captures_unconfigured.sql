-- one row per capture that waits because its source is not configured
select
    source_id,
    seq
from ledger.capture
where outcome = 'unconfigured'
order by seq
