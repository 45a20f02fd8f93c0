-- programmes that are configured no longer: what they were called is kept
insert into fresh.ledger.programme by name
select held.*
from ledger.programme as held
where held.programme_id not in (select made.programme_id from fresh.ledger.programme as made)
