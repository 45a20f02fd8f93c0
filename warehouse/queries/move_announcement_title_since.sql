-- titles held on the word of announcements whose ids move: by what they are held since
update ledger.title
set since_announcement_id = json_extract_string($moves::json, '$."' || since_announcement_id || '"')
where since_announcement_id in (select unnest(json_keys($moves::json)))
