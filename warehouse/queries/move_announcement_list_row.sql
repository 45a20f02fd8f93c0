-- what hangs on announcements whose ids move: ledger.list_row
update ledger.list_row
set announcement_id = json_extract_string($moves::json, '$."' || announcement_id || '"')
where announcement_id in (select unnest(json_keys($moves::json)))
