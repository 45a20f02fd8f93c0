-- one row per given name and held name that share a print; not where both lost a sign: those differ in two, or in one put
-- for another
with given as (
    select
        unnest($prints::json::varchar[]) as print,
        unnest($lost::json::boolean[]) as lost,
        unnest($names::json::varchar[]) as name_key
),

wanted as materialized (
    select
        md5_number_lower(print) as print,
        lost,
        name_key
    from given
)

select distinct
    w.name_key as name_key,
    p.name_key as held_key
from likeness.print as p
inner join wanted as w on p.print = w.print
where not (p.lost and w.lost)
