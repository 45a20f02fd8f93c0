-- take announcements out that were absorbed by another one; their ids stay in ledger.former_id
delete from ledger.announcement
where list_contains($ids::json::varchar[], announcement_id)
