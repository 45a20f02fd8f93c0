-- one row per source that is not well, or whose list is odd; one switched off or removed is none of them
select
    source_id,
    state,
    reason,
    ill_since,
    needs_person
from sources
where needs_person or state not in ('ok', 'disabled') or (state = 'ok' and failures > 0)
order by needs_person desc, source_id
