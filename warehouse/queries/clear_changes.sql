-- take changes out under the ids they had, for they go in again under new ones
delete from ledger.change
where change_id in (select unnest($ids::json::varchar[]))
