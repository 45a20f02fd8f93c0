-- titles held on the word of announcements whose ids move: by what they are held since
update ledger.title
set since_announcement_id = json_extract_string($moves::json, '$."' || since_announcement_id || '"')
where list_contains(json_keys($moves::json), since_announcement_id)
