-- forget the rows of an announcement, for an edition takes their place
delete from ledger.list_row
where announcement_id = $announcement_id
