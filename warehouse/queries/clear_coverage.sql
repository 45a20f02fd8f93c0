-- forget how much of a cohort is known, for what its book says now takes its place
delete from ledger.coverage
where programme_id = $programme_id and cohort = $cohort
