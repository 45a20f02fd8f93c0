-- forget which programs a capture waits for
delete from ledger.wanting
where capture_id = $capture_id
