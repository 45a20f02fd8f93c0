-- one row per source that is not well
select
    source_id,
    state,
    reason
from sources
where state not in ('ok', 'disabled')
order by source_id
