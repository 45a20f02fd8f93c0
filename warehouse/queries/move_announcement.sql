-- announcements whose ids move
update ledger.announcement
set announcement_id = json_extract_string($moves::json, '$."' || announcement_id || '"')
where list_contains(json_keys($moves::json), announcement_id)
