-- keep how some names are found under another print of them
insert into likeness.print
with given as (
    select
        unnest($prints::json::varchar[]) as print,
        unnest($lost::json::boolean[]) as lost,
        unnest($names::json::varchar[]) as name_key
)

select
    md5_number_lower(print) as print,
    lost,
    name_key
from given
