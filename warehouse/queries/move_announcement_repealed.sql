-- announcements that were abolished by those whose ids move
update ledger.announcement
set repealed_by = json_extract_string($moves::json, '$."' || repealed_by || '"')
where list_contains(json_keys($moves::json), repealed_by)
