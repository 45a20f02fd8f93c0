-- the names of some subjects, which go in again as they are known now
delete from ledger.subject_name
where subject_id in (select unnest($ids::json::varchar[]))
