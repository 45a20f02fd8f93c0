-- what hangs on announcements whose ids move: ledger.sighting
update ledger.sighting
set announcement_id = json_extract_string($moves::json, '$."' || announcement_id || '"')
where list_contains(json_keys($moves::json), announcement_id)
