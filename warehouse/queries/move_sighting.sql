-- one place where an announcement was seen belongs to another announcement
update ledger.sighting
set announcement_id = $now_id
where announcement_id = $announcement_id and source_id = $source_id and url = $url
