-- one row per source ever configured
select *
from ledger.source
order by source_id
