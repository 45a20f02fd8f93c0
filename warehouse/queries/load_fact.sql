-- the value of one fact about the warehouse, no row where it is not known
select value
from ledger.fact
where name = $name
