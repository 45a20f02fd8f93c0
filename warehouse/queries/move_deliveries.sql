-- deliveries of changes whose ids move
update ledger.delivery
set change_id = json_extract_string($moves::json, '$."' || change_id || '"')
where list_contains(json_keys($moves::json), change_id)
