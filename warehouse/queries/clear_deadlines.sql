-- forget the days to keep, for those of today take their place
delete from ledger.deadline
