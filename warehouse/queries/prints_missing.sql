-- the keys of all names, where none was ever kept with its prints: an earlier version wrote them
select distinct name_key
from ledger.subject_name
where not exists (select 1 from likeness.print)
order by name_key
