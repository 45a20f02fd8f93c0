-- take changes out under the ids they had, for they go in again under new ones
delete from ledger.change
where list_contains($ids::json::varchar[], change_id)
