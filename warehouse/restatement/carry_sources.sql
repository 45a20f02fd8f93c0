-- sources that are configured no longer: how they fared is kept
insert into fresh.ledger.source by name
select held.*
from ledger.source as held
where
    held.source_id not in (select made.source_id from fresh.ledger.source as made)
    and held.source_id not in (select unnest($configured::json::varchar[]))
