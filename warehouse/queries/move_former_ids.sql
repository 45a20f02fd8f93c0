-- what moved before to an id that moves now is called by the latest one
update ledger.former_id
set now_id = json_extract_string($moves::json, '$."' || now_id || '"')
where list_contains(json_keys($moves::json), now_id)
