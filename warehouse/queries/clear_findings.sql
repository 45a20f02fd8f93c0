-- forget what sightings of an announcement say otherwise, for what is known now takes its place
delete from ledger.finding
where announcement_id = $announcement_id
