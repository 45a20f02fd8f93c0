-- titles held on the word of announcements whose ids move: by what they are held last
update ledger.title
set last_announcement_id = json_extract_string($moves::json, '$."' || last_announcement_id || '"')
where last_announcement_id in (select unnest(json_keys($moves::json)))
