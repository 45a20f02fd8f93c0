-- what hangs on announcements whose ids move: ledger.finding
update ledger.finding
set announcement_id = json_extract_string($moves::json, '$."' || announcement_id || '"')
where list_contains(json_keys($moves::json), announcement_id)
