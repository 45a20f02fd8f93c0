-- one row per capture after a place in the log that the ledger has taken in
select capture_id
from ledger.capture
where seq > $after
