-- the days to keep, until they are worked out anew
insert into fresh.ledger.deadline by name
select held.* from ledger.deadline as held
