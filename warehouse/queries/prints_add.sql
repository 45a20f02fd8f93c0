-- keep how some names are found under another print of them
insert into likeness.print
select
    unnest($prints::json::ubigint[]) as print,
    unnest($names::json::varchar[]) as name_key
