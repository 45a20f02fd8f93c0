-- forget that a page was withdrawn, for it stands
delete from ledger.withdrawal
where source_id = $source_id and url = $url
