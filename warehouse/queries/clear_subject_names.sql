-- the names of some subjects, which go in again as they are known now
delete from ledger.subject_name
where list_contains($ids::json::varchar[], subject_id)
