-- forget all deadlines, before those of today are merged in the same transaction
delete from ledger.deadline
