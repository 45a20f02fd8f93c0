-- the state and the list's address of each source
select
    state,
    url
from sources
order by source_id
