-- one row per source that was ever well: when it last was
select
    source_id,
    last_ok_at
from sources
where last_ok_at is not null
order by source_id
