-- one row per normal form of a name of which it is open whether it means the same as another; the last part of each side
-- of the question (kind/province/code/name)
select distinct regexp_extract(side, '^[^/]*/[^/]*/[^/]*/(.*)$', 1) as name_key
from (
    select unnest(about) as side
    from ledger.review
    where decided_at is null and kind = 'identity'
) as asked
order by name_key
