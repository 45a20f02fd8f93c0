-- take beliefs out under the ids they had, for they go in again under new ones
delete from ledger.title
where list_contains($ids::json::varchar[], title_id) and list_contains($subjects::json::varchar[], subject_id)
