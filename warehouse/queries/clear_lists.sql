-- forget the lists of an announcement, for an edition takes their place
delete from ledger.list
where announcement_id = $announcement_id
