-- take beliefs out under the ids they had, for they go in again under new ones
delete from ledger.title
where title_id in (select unnest($ids::json::varchar[])) and subject_id in (select unnest($subjects::json::varchar[]))
