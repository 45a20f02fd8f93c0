-- one row per applied migration
select name
from ledger.migration
order by name
