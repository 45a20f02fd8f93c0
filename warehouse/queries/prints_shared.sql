-- one row per print sought and held name that has it
select
    print,
    name_key
from likeness.print
where print in (select unnest($prints::json::ubigint[]))
