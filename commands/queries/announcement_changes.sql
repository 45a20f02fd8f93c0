-- one row per kind of change that one announcement brought, with the first names
select
    kind,
    programme_id,
    cohort,
    count(*) as members,
    min(name, 5) as firsts
from changes
where announcement_id = $id
group by kind, programme_id, cohort
order by members desc, kind
